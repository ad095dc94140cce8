"""Measure words, scales and qualifiers as they stand around a number, and what only looks like them.

A measure word decides whether a mask wants a number (`**次`) or hides a name (`**县`), so the one list serves blanks
and claims alike. `项` of `项目` or `次` of `次数` is not a measure word: `WORDS_NOT_MEASURES` holds such words by
their first character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from metrics.numbers import canonical_unit, split_unit
from report.finding.spaces import unspaced


def words(text: str) -> list[str]:
    """A vocabulary written as one text."""
    return text.split()


_LONG = words("""平方公里 立方米 平方米 ㎡ 千瓦时 个工作日 个百分点 个基点 个自然日 个小时 个星期 百分点 人/次 户/次 人／次 户／次 人次 户次 场次 剂次 针次 人份 平米 班次 批次
家次 车次 架次 辆次 台次 台件 件次 项次 例次 篇次 频次 公里 千米 公顷 公斤 千克 小时 分钟 毫升 毫米 厘米 千瓦 兆瓦 课时 学时 个月 美元 欧元 港元 英镑""")
_SHORT = words("""元 次 人 户 家 篇 条 名 场 个 项 件 类 岁 封 面 份 笔 天 期 批 起 宗 支 组 处 所 位 部 秒 票 本 张 亩 字 倍 例 届 轮 台 辆
盏 根 杆 顶 颗 粒 瓶 箱 袋 盒 桶 斤 升 趟 遍 尾 羽 桌 床 层 眼 口 道 片 具 块 座 套 间 幢 栋 款 门 节 课 堂 通 艘 架 列 株 棵 头 只 匹 枚 册 页 卷 幅 首 吨 克 米 度 成 分 剂 集 对 管 % ％ ‰""")

_NOT_MEASURES = {
    "人": "员 民 大 才 事 社 均 口(?!次) 选 力 工 物 文 防 行 士 心 为 生 身 数 财物 保 寿 际 居 气 群(?!众)",
    "户": "籍 口 外 数 型 均 主 名 用",
    "家": "庭 属 长 园 乡 具 居 电 政 访 风 教 国 校 禽 畜 族",
    "名": "单(?!位) 称 录 额 义 优 牌 城 次 誉 胜 著 片 家(?:长|属|庭)",
    "次": "数 日 要 月 年 第 生 级 序",
    "场": "所 景 地 馆 面 合 内 外 长",
    "篇": "章 幅",
    "条": "例 件 款 线(?!索) 目 文 块 码 形",
    "个": "人(?:所得|独资|信息|账户|申报|事项|有关|先进|中心|税|简介) 体 别 性 税(?!务) 案(?!例|件) 股 旧 中",
    "项": "目(?!标|录) 下 链",
    "件": "数 件",
    "类": "型 别 似 案 推 目",
    "岁": "月 末 入 出 尾 首",
    "封": "闭 面 控 存 顶 山 装 锁",
    "面": "积 向 对 临 貌 试 谈 上 源 额 值 子 粉 料 板",
    "份": "额 子 量",
    "笔": "记 试 录 误 者",
    "天": "津 然 气 天 下 河 空 宇 台 水 门 网",
    "期": "间 限 末 初 望 待 货 盼 中 满 刊",
    "批": "准 示 复 评 发 量 文 办 改 判 件",
    "起": "点 草 诉 步 到 来 止 始 因 义 伏 家",
    "宗": "旨 教 族",
    "支": "部 队(?!伍) 行 持 付 出 撑 援 线 局 委 所 书 柱 教 农 路 流 配 点",
    "组": "织 长 成 团 建 合 员 别 装 工 阁 级",
    "处": "长 理 置 罚 分 级 室 于 在 所 方 境 事",
    "所": "长 得 有 在 属 谓 需 以 用 辖 获 学 里 内",
    "位": "置 于 列 居 移 数 阶",
    "部": "门 长 队 署 分 委 级 落 位 件 属",
    "本": "地 级 局 年 人 单 部 院 区 县 市 省 次 月 季 科 报 土 金 职 质 身 着 期 届 轮 行",
    "张": "贴 家",
    "字": "号 样 体 段 幕 符 数 母",
    "倍": "增 加 数 感 率",
    "例": "会 行 如 外 子 题",
    "届": "时 满 别 中",
    "轮": "值 流 岗 换 训 候 胎",
    "台": "账 帐 湾 州 风 阶 胞 商 儿 前 区",
    "票": "据 证 务 面 价 种 数 房 决 箱",
    "亩": "均 产",
    "秒": "批 办 杀",
    "分": "公 局 行 院 校 管 会 部 组 类 享 析 别 工 中心 支 批 期 级 配 布 散 包 解 摊 为 层 阶段 步 户 项 片 区 厂 店 所 段 子 母 红 歧 "
    "居 开 成 清 值 数 量 内 外 化 头",
    "元": "旦 素 月 首 宵 勋 宇 件 年 老 器",
    "块": "状",
    "升": "级 温 学 值 格 降 高 华 旗 至 到 起 任 职",
    "层": "面 级 次 层",
    "眼": "前 下 光 界 睛 科",
    "口": "径 号 岸 头 碑 罩 子 袋 味 才",
    "道": "路 德 歉 教 县 理",
    "片": "区 长 面 段",
    "具": "体 有 备",
    "顶": "层 端 格 岗 住 着 尖 级 替 风",
    "床": "位",
    "桌": "面 椅",
    "尾": "款 号 矿 气 随",
    "根": "本 据 源 治 除 植 基 子",
    "粒": "度",
    "箱": "包",
    "袋": "装",
    "遍": "布 及 地",
    "盒": "饭",
    "瓶": "颈",
    "斤": "两",
    "座": "谈 位 机 右 次 椅",
    "只": "有 是 能 要 为 争 需 读 减 增",
    "头": "条 部 等 脑 雁 号",
    "套": "餐 路 取 用 房",
    "间": "接 隔 断 谍 距",
    "款": "项 式 待",
    "门": "户 店 诊 槛 口 前 类 头 面 禁 票",
    "节": "目 约 能 点 日 省 假 气 水 余 俭 支",
    "课": "程 堂 题 件 后 外 本 桌",
    "堂": "村 镇 乡 街 社 区 皇 弟 兄 口 食 风 主",
    "通": r"知 报 过 讯 道 信 常 用 行 车 关 气 达 告 办 州 联 力 识 缉 顺 病 风 融 宵 则 胀 货 水 电 网 话 江 辽 化 城 海 透 稿 勤 婚 假 史 俗 红 畅 县 区 市 平台 系统 [Aa][Pp][Pp] (?=[”’》」])",
    "架": "构 设",
    "列": "席 入 出 为 举 示",
    "页": "面 码",
    "幅": "度 员",
    "首": "次 先 个 批 席 位 问 届 府 都 家 例 创 选 要 违 战 季",
    "吨": "位",
    "度": "假 过 量 夏",
    "米": "面 粉 业 脂",
    "克": "服 难 拉",
    "剂": "量 型",
    "集": r"(?![，。；、！？,;）\s]|$)",
    "对": r"(?![，。；、！？,;）\s]|$)",
    "管": r"(?![，。；、！？,;）\s提增降达]|$)",
    "成": "立 为 员 果 功 效 本 长 熟 就 品 都 交 年 绩 分 因 人 套 型",
}
WORDS_NOT_MEASURES = "|".join(head + tail for head, tails in _NOT_MEASURES.items() for tail in tails.split())
_ALL = sorted([*_LONG, *_SHORT], key=len, reverse=True)


def _spaced(word: str) -> str:
    """A word that may be broken over lines."""
    return r"\s*".join(re.escape(c) for c in word)


MEASURE = rf"(?!(?:{WORDS_NOT_MEASURES}))(?:{'|'.join(_spaced(w) for w in _ALL)})"
SCALE = r"(?:万\s*亿|[十百千]?\s*[万亿]|[十百千])"
MORE = r"[余多]"
CLOSE = r"(?=[\s，。；：、！？,.;:!?）)】〕」』”’\"》]|$|左右|上下|以上|以下|以内|大关|的)"
"""What follows a bare 万 or 亿 that is a unit by itself."""
UNIT = re.compile(
    rf"(?P<gap>\s*)(?P<more1>{MORE}|来(?={SCALE}|{MEASURE}))?\s*"
    rf"(?:(?P<scale>{SCALE})?\s*(?P<more2>{MORE})?\s*(?P<measure>{MEASURE})|(?P<bare>[千百]?\s*万\s*亿?|亿)(?P<more3>{MORE})?{CLOSE})"
)

_BEFORE = (
    ("将近", "近"),
    ("接近", "近"),
    ("超过", "超"),
    ("突破", "超"),
    ("大约", "约"),
    ("大概", "约"),
    ("不足", "不足"),
    ("不到", "不足"),
    ("近", "近"),
    ("超", "超"),
    ("逾", "超"),
    ("约", "约"),
)
_NOT_QUALIFIERS = re.compile(
    r"(?:[最附临靠亲邻远就]近|[节预条签合公契制邀违相守履续缔简特]约|[赶反高]超|不超|不超过|未超过|没有超过|未突破|不得超过|力不足|补不足)$"
)
_AFTER_SAYS = {"左右": "约", "上下": "约", "以上": "超"}
_AFTER = re.compile(r"\s*(左右|上下|以上)")
_ABOUT = re.compile(r"(?<=约)(?:[占为有合计达]|占[^，。；、\d%％]{1,12}的)$")
"""约占全区财政收入的60%."""


@dataclass(frozen=True)
class Tail:
    """What follows a number: where its unit ends, the unit with scale, and the qualifier said by 余, 多 or 左右."""

    end: int
    unit: str
    qualifier: str | None
    gap: str
    """White space before the unit."""
    scale: str
    measure: str


@lru_cache(maxsize=1024)
def tail_at(text: str, position: int) -> Tail | None:
    """The unit that begins at a position, over white space and single line ends; None if there is none."""
    match = UNIT.match(text, position)
    if not match or "\n\n" in match[0]:
        return None
    scale = unspaced(match["scale"] or match["bare"] or "")
    measure = unspaced(match["measure"] or "")
    unit = canonical_unit(scale + measure.replace("／", "/")) or ""
    for written, canonical in (("人/次", "人次"), ("户/次", "户次")):
        unit = unit.replace(written, canonical)
    if unit == "百分点":
        unit = "个百分点"
    more = match["more1"] or match["more2"] or match["more3"]
    qualifier = ("约" if more == "来" else "余") if more else qualifier_after(text, match.end())
    return Tail(match.end(), unit, qualifier, match["gap"], scale, measure)


def qualifier_after(text: str, position: int) -> str | None:
    """The qualifier that stands right behind a figure: 百分之九十五|以上."""
    after = _AFTER.match(text, position)
    return _AFTER_SAYS[after[1]] if after else None


def qualifier_before(text: str, position: int) -> tuple[str | None, int]:
    """The qualifier that ends at a position (white space and 了 between), canonical, and where it begins."""
    before = text[max(0, position - 16) : position].rstrip()
    before = _ABOUT.sub("", before.removesuffix("了"))
    if _NOT_QUALIFIERS.search(before):
        return None, position
    for written, canonical in _BEFORE:
        if before.endswith(written):
            return canonical, text.rfind(written, 0, position)
    return None, position


_ALIKE = (
    {"人", "名", "位"},
    {"场", "场次"},
    {"件", "条", "项", "起", "宗"},
    {"条", "个"},
    {"家", "个"},
    {"次", "通"},
    {"个", "项"},
    {"天", "个工作日"},
    {"小时", "个小时"},
)
"""Measure words that officials use for the same things. 人 and 人次, 户 and 户次, 家 and 篇 are never alike."""


@lru_cache(maxsize=4096)
def unit_fit(written: str | None, unit: str) -> float:
    """How well a written unit suits a metric's: 1 the same base, less for units used alike (人, 名), 0 for another kind."""
    if written is None:
        return 0.0
    (scale, base), other = split_unit(written), split_unit(unit)[1]
    if base == other:
        return 1.0
    if base == "" and scale > 1:
        return 0.9
    return 0.9 if any({base, other} <= group for group in _ALIKE) else 0.0


def comparable(written: str, unit: str) -> str:
    """The written unit with the metric's own measure word, so that amounts can be converted: 百人 for a metric in 名 is 百名."""
    base, other = split_unit(written)[1], split_unit(unit)[1]
    return written if base == other else written[: len(written) - len(base)] + other
