"""Words that titles, names of sheets and headings of honest tables are made of. What is left of a text without them, a person must read.

Refusing by words (`scope_words`) knows only the words that somebody thought of: 预计 and 快报, and not 盘子 or 待审核. So the other
way round, too: a title whose every word is known says nothing against its table, and any other is asked about, once.
Words that `scope_words` judges by themselves count as known: what they mean has been decided there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from etl.checking.scope_words import CHARGES, GROUPS, KINDS, LEVELS
from etl.reference import CodeList
from etl.understanding.titles import SAMPLE_MARK
from warehouse.schema import TABLES

_PAPERS = (
    "统计 明细 汇总 台账 登记 登记册 登记簿 一览 情况 清册 清单 名册 名单 报表 月报 季报 年报 日报 简表 数据 记录 信息 表 册 簿 附件 附表 表号 表 第页 页"
    " 报送 填报 上报 报告 工作 活动 业务 明细账 分析 结果 总表 分表 主表 总 综合 基本情况 基本信息 基础信息 基础数据 各项 各类 全部 所有 主要指标 主要情况 相关 有关 本 我 全"
)
_TIMES = (
    "年度 年 季度 季 月度 月份 月 上半年 下半年 全年 本年 今年 本月 当月 本期 当期 本季 逐月 分月 各月 按月 每月 逐日 每日 分日 按日 至 到 期间 时期 所属期 所属"
    " 以来 截至 截止 期 月底 月末 季末 年底 年末"
)
_DOINGS = (
    "完成 执行 入库 征收 办理 开展 组织 落实 实施 收缴 缴纳 缴库 办结 进度 对比 比较 对照 同期比较 同期对比 同期对照 增减 同比 环比 累计 及 和 与 暨 或 的 等 其中 合计 小计 总计 数 额 金额 收入 支出"
    " 份 次 人次 人 户次 户 笔 篇 条 件 个 家 场 元 万元 千元 百万元 亿元 万 亿 单位 计量单位 人民币 分 按 各 含 不含 包括 已 为 占 比 更正 更正版 更正后 补充 补报 修订 修订版"
    " 计划完成 任务完成 目标完成 增幅 增速 比重 占比 项目 类别 分类 事项 类型 种类 税种 税费种 费种 行业 级次 预算级次 地区 部门 科室 税务所 所 科 股 单位 保留两位小数 保留小数 口径 范围 另表 另附 附后"
)
_OF_SOURCES = {
    "revenue": "税费收入 税费 税统 会统 税收 税款 税金 税 费 非税 社保 社会保险 组织收入 全口径 国库 入退库 退库 缴款 会计 税会 税收会计 核算 分税种 分税费种 实际 决算 逐笔",
    "refunds": "退税减税降费 减税降费 退税 减税 降费 缓税 缓费 减免税 减免 优惠政策 税费优惠 优惠 政策 享受 留抵退税 留抵 退减缓 缓缴 退税减税缓税 退抵税 红利 惠企 办税",
    "hotline": "咨询热线 热线 智能纳税服务中心 纳税服务中心 智能纳税服务 纳税服务 纳税缴费 纳税 缴费 服务 咨询 电话 来电 话务 话务量 接听 接听量 坐席 12366 运行 受理",
    "supervision": "监督 检查 纪检 纪检监察 纪律 监督执纪 执纪 问责 追责 党风廉政 党风廉政建设 廉政 从严治党 全面从严治党 日常 专项 督查 督察 谈话 作风 建设 日常监督",
    "party": "党建 党务 纪实 学习 教育 理论 理论学习 中心组 意识形态 党委 支部 党支部 组织生活 主题党日 三会一课 思想 政治 建设 党的建设 青年 研讨",
    "publicity": "信息宣传 宣传 信息 新闻 媒体 报道 刊发 采用 表扬 表彰 荣誉 锦旗 感谢信 批示 简报 税收宣传 对外 外宣 获奖",
    "branches": "党支部 支部 基层党组织 基层 党组织 设置 党建 党委 党员 在册",
    "appointments": "干部 任免 任职 人事 职务 变动 调整 选举 改选 机关纪委 纪委 委员 书记 配备 选配 选任 队伍 晋升 组成 换届",
    "inspections": "巡察 巡视 问题 整改 反馈 销号 落实 监督 市局党委 上级 专项 自查",
    "targets": "目标 税费 税收 任务 指标 预算 计划 绩效 考核 年初 分解 下达 收入任务 目标任务 目标值 责任 组织",
}  # fmt: skip
_OURS = (
    "国家税务总局 中共 中国共产党 委员会 盖章 公章 章 调整后 税务局 税务 机关党委 党委 党组 机关 纪检组 本局 我局 全局 局 县级 区级 本区 本县 全区 全县 区 县 某某 本单位 年内 办公室 综合 税务系统 全市税务系统 党建工作 计财 规划核算 计划财务"
    " 收入规划核算 收入核算 财务"
)
_PART_IN_TITLES = {"revenue": "所属", "refunds": "所属", "hotline": "人工|智能(?!纳税服务)"}
"""Ordinary in a heading, and in a title the name of a part: 人工话务日报, 6月所属期税费."""
_ISSUE = re.compile(r"第[一二三四五六七八九十\d]{1,3}期")
"""A first instalment of a month's figures; of ledgers the number of an issue."""
_SHEETS = "sheet 表 页 第 新 新建 工作表 数据 源数据 原始数据 导出 结果 报表 模版 模板"
_LABEL = (
    r"(?:[填制编]?[填制编报表列印]+|报送|编报|审[核批签定]|复核|校对|核对|经办|录入|统计|负责|科?室?负责|分管|主管|联系|签[发字章名]|打印|导出|取数|提取|查询|采集|数据来源|来源|密级|编号|文号|表号|盖章|日期|时间|地点"
    r"|[计金][量额]?单位|单位|期间|区间|所属期?|时期|页[码次]|版本|[部科]门|电话|传真|邮编|网址|[股科所局处](?=长))[一-鿿]{0,6}[:：]"
)
_LABELS = re.compile(rf"{_LABEL}(?:(?!{_LABEL})[^:：])*")
"""填报单位：…, 联系电话：…, 统计期间：…: a label, and what stands behind it as far as the next label."""
_DAY = r"\d{4}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?"
_DATES = re.compile(
    rf"{_DAY}(?:\s*(?:[-—–~至到]+)\s*(?:{_DAY}|(?:\d{{1,2}}月)?\d{{1,2}}日))?|\d{{1,2}}月1日?[-—–~至到]+(?:\d{{1,2}}月)?(?:28|29|30|31)日|\d{{1,2}}:\d{{2}}(?::\d{{2}})?"
)
_BEFORE = r"(?:^|(?<=[\s(\[:,、])|(?<=\d[年月])|(?<=\d月份)|(?<=\d年度)|(?<=季度)|(?<=半年))"
_BUREAU = re.compile(
    rf"{_BEFORE}(?:国家税务总局)?(?P<name>[一-鿿]{{1,10}}?(?:区|县|旗|市|州|盟))(?:国家)?税务局|{_BEFORE}(?P<short>[一-鿿]{{2,6}}(?:区|县|旗))局"
)
"""A bureau at the beginning of a text, or behind the time it speaks of: 2024年2月某某县税务局."""
_ORDER = re.compile(
    r"第?[一二三四1-4]季度?|[上下]半年|(?:^|(?<=[\s(]))[一二三四五六七八九十]{1,3}(?=、)|[(][一二三四五六七八九十\d]{1,3}[)]|第[一二三四五六七八九十\d]{1,3}[号部]?(?=页|期|张)"
)
"""二季度, 一、, (2), 第三期."""
_LEFT = re.compile(r"[一-鿿]+|[A-Za-z]{2,}")
_LINES = re.compile(r"(?<!\d)123(?:45|15|29|33)(?!\d)")
"""The hot lines of other offices."""


@lru_cache(maxsize=64)
def _form(words: frozenset[str], but: str = "") -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(f"(?!{but})(?:{known})" if but else known, re.IGNORECASE)


def familiar(
    stem: str, lists: Mapping[str, CodeList], *, titles: bool = False, sheets: bool = False
) -> re.Pattern[str]:
    """Everything that a text about a source may say without a question. `titles`: and that names no part of it there."""
    words = _words(stem, sheets) | frozenset(w for each in lists.values() for w in each.canonical if len(w) > 1)
    return _form(words, _PART_IN_TITLES.get(stem, "") if titles else "")


@lru_cache(maxsize=32)
def _words(stem: str, sheets: bool) -> frozenset[str]:
    table = TABLES[stem]
    found: set[str] = {*KINDS, *LEVELS, *CHARGES, table.title, *(t.department for t in TABLES.values())}
    for each in (_PAPERS, _TIMES, _DOINGS, _OURS, _OF_SOURCES[stem], *([_SHEETS] if sheets else [])):
        found.update(each.split())
    for column in table.columns:
        found |= {column.heading, *column.synonyms, *column.codes, *(word for word, _ in column.also)}
    return frozenset(w for w in found if w)


def left_over(text: str, stem: str, form: re.Pattern[str], own: str = "", *, prose: bool = False) -> list[str]:
    """The words of a text (as `plain` gives it) that are not familiar. `own` is the bureau's name, if it is known.

    `prose`: a note, in which nothing has been decided by `scope_words`.
    """
    said = _DATES.sub(" ", _LABELS.sub(" ", text.replace(SAMPLE_MARK, " ")))
    said = _ISSUE.sub(" 第几期 ", said) if stem in _PART_IN_TITLES and not prose else said
    said = _ORDER.sub(" ", _BUREAU.sub(lambda m: " " if _is_ours(m, own) else m[0], said))
    for group in () if prose else GROUPS:
        if stem not in group.spares and (not group.only or stem in group.only):
            said = group.words.sub(" ", said)
    return list(dict.fromkeys([*_LEFT.findall(form.sub(" ", said)), *_LINES.findall(text)]))


def _is_ours(found: re.Match[str], own: str) -> bool:
    name = found["name"] or found["short"]
    if not own and found.string[: found.start()].endswith(("年", "月", "份", "度")):
        return False  # 4月待审核某某县税务局: whose name is not known may hold another word, unless it begins the text
    return not own or name in own or own.removeprefix("国家税务总局").startswith(name)


def without_digits(words: Iterable[str]) -> str:
    """A text as it is remembered: next month's differs in its numbers."""
    return re.sub(r"\d+", "0", "".join(words))
