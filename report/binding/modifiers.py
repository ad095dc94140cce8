"""Words at a figure that nobody has told us the meaning of: 节假日日均接听, 党建简报, 现场满意率, 中层干部谈心谈话.

A metric counts what its wordings say. A word beside them that is neither one of these nor a plain word may make another
figure of it: only some days, one kind, one place, other people. No list of such words is ever complete, so it is the harmless
ones that are listed, and any other word makes the program ask.
"""

from __future__ import annotations

import re
from collections.abc import Set

from report.binding import fillers
from report.binding.likeness import clean
from report.binding.period_words import without_periods
from report.binding.slots import judged
from report.finding.measures import words

_HARMLESS = """
始终 一直 持续 组合式税费支持政策 税费支持政策 重头戏 头等大事 重中之重 会同 归结起来 概括起来 形势 户次 万户次 针对 对照 以案促改 以案促治 以案为鉴 以案示警 以案说法 理论武装 武装 这一头 这方面 面向 计算 测算 统计 推算 内网 信箱 政策 资金 账户 红利 优惠 税收工作 工作经验 经验 做法 特色 税收分析 热线 电话 智能 服务中心 平台 系统 渠道 形式 方式 层面 环节 过程 范围 领域 分管 中心 大局 重点 难点 监督力量 程序 程式
干部 职工 干部职工 党员干部 党员 同志 同志们 大家 群众 各级 各级负责人 负责人 班子成员 成员 班子 领导班子 纪检组 各方 各界 社会各界 基层 一线 基层一线 上级 各类 多种 多方 方方面面 区县 全县 全区 辖区 下辖 所属 下设 县局 区局
区税务局 县税务局 全县税务部门 全区税务部门 税务部门 县委 区委 县政府 区政府 我县 我区 全局上下 上下 内部 本级 主体 缴费 税费 税款 社会保险 会保险费
落实 兑现 释放 直达 到账 入账 撰写 报送 编发 刊发 刊登 刊载 发布 提交 上交 交上来 上报 形成 产出 结集 汇编 吸纳 收集 征集 征求 梳理 归纳 提出 点出 指出 列出 反馈 交办 认领 查找 查摆 纳入整改 列入整改 需整改 需要整改 谋划 主持
牵头 党委带头 班子带头 党委班子带头 以上率下 安排 部署 筹划 策划 启动 接听 接到 解答 受理 答复 独立 查处 处理 处分 约谈 走访 调研 座谈 选出 选配 选拔 任用 提任 提拔 配备 配强 配齐 当选 新当选 新当 新任 新一届 改选 换届改选 改选后 选举 产生 拿出 交出 提升 通过
不足 不到 将近 接近 大约 大概 至少 缩短至 缩短到 压缩至 压缩到 降至 升至 升到 稳定在 保持在 突破 超过 当月 当季 当年 当日 同期 其间 这期间 年内 按季 按月 按年 定期 不定期 常态化 制度化 高质量 高标准 高效率 高效 有分量 有质量 有温度 有力 有力有序 不折不扣
同步 同时 一并 集体 依规依纪 依纪依规 依纪依法 依法依规 依规依法 从严 从实 从细 坚决 严肃 精准 快速 迅速 准确 用心 用情 着力 大力 全力 全力以赴 创新 尽心 面对面 一对一 点对点 多渠道 多形式 多轮 反复 逐项 逐条 逐个 逐人 按程序 按规定 按要求
履职不力 失职失责 违规违纪 违纪违法 不作为 慢作为 履责不力 责任不落实 并需 需要 全部 所有 整个 总体 整体 实际 结果 共有 先后 最终 年终 岁末 盘点 算下来 数下来 加起来 抓得紧 暂时困难 折算下来 入库 成效 受到 不少 收成 要接 另外 此外 除此之外 除此以外 在此之外 在此基础上 各家媒体
"""
_PHRASE = re.compile(
    r"(?:围绕|聚焦|紧扣|结合|坚持|依托|借助|利用|立足|通过|根据|按照|遵照|对照)[^，。；：]*?(?=组织|开展|进行|召开|举办|专题|集中|征集|收集|征求|撰写|形成|落实|兑现|办理|搞|[，。；： ])"
)
"""围绕党的二十大报告, 结合分管工作, 坚持以案促改: how and upon what it was done, up to the deed. Not 针对, 面向, 为: they say to whom."""
_TOOL = re.compile(
    r"(?:依托|借助|利用|通过|运用|用好)[^，。；：]{2,20}?(?:平台|系统|机制|渠道|载体|手段)|第[一二三四五六七八九十\d]+(?=巡察组)|(?<=巡察)[一二三四五六七八九十]+组"
    r"|(?<=巡察)[一二三四五六七八九十]*组(?=[向对]·*(?:我局|本局)(?:党委|党组)?反馈)"
)
"""依托一体化监督平台, 第二巡察组: with what it was done, and which of their groups came; 巡察组向我局反馈, and to nobody else."""
_HARD = re.compile(
    r"(?:在|面对|克服|顶住|应对|受)(?:国内外|内外部?|宏观|经济|疫情|新冠|下行|多重|复杂|严峻|不利|减收|诸多|巨大|较大|等|的)*(?:压力|形势|背景|情况|冲击|影响|困难|挑战|因素)(?:之?下)?"
)
"""在经济下行压力下."""
_OUTLETS = re.compile(r"[\u4e00-\u9fff]{1,4}(?:网|日报|晚报|商报|时报|电视台|广播电台|客户端|新闻)(?=[、等和及])")
"""人民网、新华网等**家媒体: names of some do not limit the count."""
_NODES = re.compile(
    r"(?:紧盯|盯紧|盯牢|盯住|抓住|聚焦)[^，。；：]{0,6}(?:节假日|节日|节点|时段)[^，。；：]{0,6}?(?:节点|时段|关口)?(?=组织|开展|进行|搞|[，。；： ])"
    r"|(?:(?:元旦|春节|清明|五一|端午|中秋|国庆|两节|双节)[、和及]?)+等(?:重要|关键)?(?:节日|节点|时段)(?=组织|开展|进行|搞|[，。；： ])"
)
"""紧盯节假日等重要节点: with 全年累计 behind it, how it was done."""
_IN_ALL = re.compile(r"全年|[上下]半年|季度")
_LABEL = re.compile(
    r"^\s*【(?:党建|党务|党风|监督|执纪|纪律|廉政|宣传|意识形态|思想|学习|理论|队伍|干部|人才|组织收入|收入|政策|退税|服务|纳税服务|热线|法治|征管|改革|数据|动态|亮点|成效|主要|总体|总量|分季|分月|进度|规模|质量)(?:建设|工作|落实|引领|方面|情况|教育|保障|优化|监督)*】|第\d+项"
)
"""【党建】 at the head of a line, 第1项 of a table: where it stands."""
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|·+")
_PIECES = re.compile(r"[^\u3400-\u9fffA-Za-z0-9%]+")
_KNOWN = re.compile("|".join(sorted(words(_HARMLESS), key=len, reverse=True)))
_BEFORE = "的地得了着共约已为有等就也还又都均只仅便即是在而且及与和对向被由把以用从将让给使跟同随至最更很经因因我之达到"
_BEHIND = "的地得了着过中里内上下等共约有为是在达到被由经就也所之"


def unknown_words(text: str, spoken: Set[str], *, strict: bool = False) -> list[str]:
    """The runs of two characters or more that are in no wording of the metric (`spoken`: their pairs) and not plain.

    `strict`: neither is a harmless word taken (班子成员, where another clause of the sentence speaks of 中层干部).
    """
    text = _LABEL.sub(" ", text)
    if (nodes := _NODES.search(text)) and _IN_ALL.search(text, nodes.end()):
        text = _NODES.sub(" ", text)
    text = without_periods(_QUOTED.sub(" ", text))
    explained = [mark.isspace() for mark in text]
    for at in range(len(text) - 1):
        if text[at : at + 2] in spoken or clean(text[at : at + 2]) in spoken:
            explained[at] = explained[at + 1] = True
    patterns = (fillers.PLAIN,) if strict else (fillers.PLAIN, _KNOWN, _PHRASE, _TOOL, _HARD, _OUTLETS)
    plain = (said.span() for pattern in patterns for said in pattern.finditer(text))
    for start, end in (*judged(text), *plain):
        explained[start:end] = [True] * (end - start)
    left = "".join(" " if known else mark for mark, known in zip(text, explained, strict=True))
    runs = (run.lstrip(_BEFORE).rstrip(_BEHIND) for run in _PIECES.split(left))
    return [run for run in runs if len(run) > 1]
