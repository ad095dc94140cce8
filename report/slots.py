"""Words that set the period or the scope of a figure, and words that turn it into another figure.

上半年, 三季度, 3月, 去年 change the period; 全市, 各支部, 个人所得税 the scope; 同比增长, 日均, 计划 make another figure of it. A
figure whose slot the metric does not have must not be taken for the metric: the person is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.model import Metric
from metrics.periods import Period, month_number, year_period, year_to_date

_YEAR = r"(?:(?P<year>20\d\d)\s*年(?:度)?|(?P<last>去年|上年度?|上一年度?)|(?P<this>今年|本年度?|当年))"
_SEP = r"\s*(?:[-—–~～]+|[至到])\s*"
_SPAN = re.compile(
    rf"(?:{_YEAR}\s*)?(?:(?P<half>[上下])半年|(?:第)?(?P<quarter>[一二三四1-4])季度|(?P<three>前三季度)"
    rf"|(?P<m1>1[0-2]|[1-9])\s*月?份?{_SEP}(?P<m2>1[0-2]|[1-9])\s*月份?|(?P<month>1[0-2]|[1-9])\s*月(?:份|当月)?(?!\s*\d+\s*日)"
    rf"|(?:截至|截止|截至到|到)\s*(?P<until>1[0-2]|[1-9])\s*月(?:份|底|末|\d+\s*日)?)"
)
_WHOLE = re.compile(_YEAR + r"(?!来|以来|同期)")
_SAME_LAST = re.compile(r"(?:上年|去年|上一年)(?:度)?(?:的)?同期")
_ALL_YEAR = re.compile(r"全年|年内|年度|一年来|一年中|截至年底|年末|今年|本年|当年|累计")
_UNKNOWN = re.compile(
    r"[近过前]?[两二三四五六七八九十几\d]+年(?:来|间|内|中)|[近过前][两二三四五六七八九十几]年|任期|以来(?!的?首)|[上中下]旬|本月|当月|上月|本季度?|当季|本周|上周|首日|首月|十[二三四五]五|历年|(?<![为对就于划])(?:明年|来年|下一?年)"
)
_LAST = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class PeriodSlot:
    """The period that a passage names. `sure` is False if its words are not understood; `said` is where it was said."""

    period: Period
    sure: bool = True
    explicit: bool = False
    words: str = ""


def period_of(clause: str, lead: str, year: int) -> PeriodSlot:
    """Period of a figure: its own clause speaks first, then the clauses of the sentence before it; else the year."""
    for text in (clause, lead):
        slot = _read(text, year)
        if slot:
            return slot
    return PeriodSlot(year_period(year))


def names_period(text: str) -> bool:
    """Whether a text says of which period it speaks."""
    return _read(text, 2000) is not None


def _read(text: str, year: int) -> PeriodSlot | None:
    """The last period named in a text, since the nearest one holds."""
    unknown = _UNKNOWN.search(text)
    if unknown:
        return PeriodSlot(year_period(year), sure=False, explicit=True, words=unknown[0])
    same = _SAME_LAST.search(text)
    spans = list(_SPAN.finditer(text))
    if spans:
        period = _period(spans[-1], year)
        if period is None:
            return PeriodSlot(year_period(year), sure=False, explicit=True, words=spans[-1][0])
        return PeriodSlot(period.shifted(-1) if same else period, explicit=True, words=spans[-1][0])
    if same:
        return PeriodSlot(year_period(year - 1), explicit=True, words=same[0])
    wholes = list(_WHOLE.finditer(text))
    if wholes:
        return PeriodSlot(year_period(_year(wholes[-1], year)), explicit=True, words=wholes[-1][0])
    every = _ALL_YEAR.search(text)
    return PeriodSlot(year_period(year), explicit=True, words=every[0]) if every else None


def _year(match: re.Match[str], year: int) -> int:
    if match["year"]:
        return int(match["year"])
    return year - 1 if match["last"] else year


def _period(match: re.Match[str], default: int) -> Period | None:
    year = _year(match, default)
    if match["half"]:
        first = month_number(year, 1 if match["half"] == "上" else 7)
        return Period(first, first + 5)
    if match["quarter"]:
        number = _LAST.get(match["quarter"]) or int(match["quarter"])
        first = month_number(year, 3 * number - 2)
        return Period(first, first + 2)
    if match["three"]:
        return year_to_date(year, 9)
    if match["m1"]:
        first, last = int(match["m1"]), int(match["m2"])
        return Period(month_number(year, first), month_number(year, last)) if first <= last else None
    if match["until"]:
        return year_to_date(year, int(match["until"]))
    month = month_number(year, int(match["month"]))
    return Period(month, month)


CHANGE = re.compile(
    r"同比|环比|比上年|较上年|比去年|较去年|增幅|降幅|增速|增收|减收|(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|压缩|多征|少征|翻了?)(?!至|到|为|了?税|负|质|服务|能力)"
)
_AVERAGE = re.compile(r"日均|月均|人均|户均|周均|平均|每天|每日|每月|每周|每人|每户|单日|单月|最高|最多|最长|峰值")
_INTENT = re.compile(r"计划|力争|目标|预计|拟(?!定)|确保完成|争取|预算|明年|下一步|应当|不低于|不少于|至少|序时")
_BASIS = re.compile(r"同口径|自然口径|可比口径|剔除|还原|扣除|按日历日|按工作日|工作日均")
_SCOPE = re.compile(
    r"非税|社保费|社会保险费|教育费附加|工会经费|水利建设?基金|残保金|残疾人就业保障金|全国|全省|全市(?!局)|全州|全系统|各县|各区县|各分局|辖区外|外省|兄弟单位|个人所得税|企业所得税|增值税|消费税|契税|房产税|印花税|土地增值税|城镇土地使用税|城建税|车辆购置税|资源税|环保税|环境保护税|耕地占用税|制造业|房地产业?|建筑业|批发零售|金融业|服务业|小微企业|中小微|个体工商户|重点税源|中央级|省级|市级|区县级|县级|乡镇级|本级|国有企业|民营企业|外资|出口"
)
_BRANCH = re.compile(
    r"(?:各|每个|全体|基层|所属|下属|机关|指导|督导)(?:党)?(?:总)?支部|支部(?:共|均|书记|党员|委员|开展|召开|组织|班子)|[科股]室|所(?:共|均)|分局|税务所"
)
_FLOW = re.compile(r"新成立|新增|新建|新设|新办|撤销|注销|净增|撤并")
_GROUPS = (CHANGE, _AVERAGE, _FLOW, _INTENT, _BASIS, _SCOPE, _BRANCH)
_SAYS = ("变动（同比、增减）", "平均或最高", "新增或撤销", "计划或目标", "口径", "范围", "组织层级")
_BODIES = re.compile(r"机关纪委|机关党委|纪检组|团委|工会|妇联|党小组|党总支")


def unexplained(near: str, clause: str, metric: Metric) -> str | None:
    """A slot word of the text that the metric does not have, in words for the person; None if all is explained.

    Change words count only right before the figure (`near`); the others in its clause.
    """
    bodies, others = set(_BODIES.findall(metric.name)), set(_BODIES.findall(near))
    if bodies and others and not bodies & others:
        return f"文中说的是“{'、'.join(sorted(others))}”，而“{metric.name}”不是"
    spoken = " ".join((metric.name, *metric.words, metric.basis, metric.show))
    for pattern, says in zip(_GROUPS, _SAYS, strict=True):
        where = near if pattern in (CHANGE, _AVERAGE, _FLOW) else clause
        for match in pattern.finditer(where):
            if match[0] in spoken or (pattern is _BRANCH and "支部" in match[0] and "支部" in spoken):
                continue
            if not (pattern in (CHANGE, _AVERAGE) and pattern.search(spoken)):
                return f"文中有“{match[0]}”（{says}），而“{metric.name}”不含"
    return None


def lacks(near: str, clause: str, metric: Metric) -> bool:
    """The metric is a change, an average, a plan or of a stated basis by its name, and the text says nothing of the kind."""
    groups = ((CHANGE, near), (_AVERAGE, clause), (_INTENT, clause), (_BASIS, clause))
    return any(pattern.search(metric.name) and not pattern.search(where) for pattern, where in groups)


def unsaid_half(metric: Metric, clause: str) -> str | None:
    """Of a metric that counts two things together (感谢信及锦旗), the one that the text does not speak of.

    A figure for letters alone is another figure; taking it for the joint one would correct a true sentence into a false one.
    """
    halves = metric.name.split("及")
    if len(halves) != 2 or min(map(len, halves)) < 2:
        return None
    return next((half.removesuffix("户数") for half in halves if half[:2] not in clause), None)
