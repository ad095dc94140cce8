"""The words of period that officials write, found in a text in order: 上半年, 三季度末, 1—9月, 上年同期, 累计.

`periods_said` says what each makes of the one before it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from functools import lru_cache

from metrics.periods import Period, month_number, year_to_date
from report.binding.asides import STARTING_POINT

_N = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?![\d十])"
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12, "两": 2}
_YEAR = r"(?:(?P<year>20\d\d)\s*年(?:度)?|(?P<last>去年|(?<!上)上年度?|上一年度?)|(?P<before>(?<![大以])前年)|(?P<this>今年|本年度?|当年))"
SEPARATED = r"\s*(?:[-—–―~～]+|[至到])\s*"
_DAY = r"(?P<{}>\d+)\s*日"
_UP_TO = r"(?:截至|截止到?|截至到|(?<![年月度份底末日截])[到至])\s*(?:(?P<{}>20\d\d)年|今年|本年)?"
_SPAN = re.compile(
    rf"(?:{_YEAR}的?\s*)?(?:(?P<half>[上下])半年|(?P<three>前三季度|[前头首][三3]个?季度)|(?<![施行地台后策])(?P<first>首季度?)"
    rf"|第?(?P<q1>[一二三1-3])(?:季度)?{SEPARATED}第?(?P<q2>[二三四2-4])季度"
    rf"|{_UP_TO.format('to_year_q')}第?(?P<until_q>[一二三四1-4])季度[末底]?|第?(?P<quarter>[一二三四1-4])季度(?:当季|一个季度|单季度?|整个季度|(?P<end>[末底]))?"
    rf"|[前头首](?P<n>两|{_N})\s*个?月(?!前)"
    rf"|(?P<m1>{_N})\s*月?份?(?:1日)?{SEPARATED}(?P<m2>{_N})\s*月(?:份|底|末|{_DAY.format('d2')})?"
    rf"|{_UP_TO.format('to_year')}(?P<until>{_N})\s*月(?:份|底|末|{_DAY.format('d1')})?"
    rf"|(?<![近\d每])(?P<month>{_N})\s*月(?:份?(?:一个月|单月)|份|当月|(?P<month_end>[末底]))?(?!\s*\d+\s*日|一|初|\s*(?:起|至今|开始|以来|之后|以后|后|之前|以前|前(?![列茅])|[底末][之以]?前)|中(?![国央华])|[^，。；]{{0,8}}以来))"
)
_WHOLE = re.compile(_YEAR + r"(?!来|以来|的?同期)")
_SAME = re.compile(
    rf"{_YEAR}的?(?:同期|同一?时[期段]|同月|同季度?|这[个一]?时[候期段]|此时|对应(?:时期|月份|季度|期))|(?<![不共])同期(?![限间])"
)
MEANWHILE = re.compile(r"(?<![年度的不共])同期(?![限间])")
"""Without a year it may be the same time of this year; what follows in the sentence goes on with what was said before it."""
THIS_YEAR = re.compile(
    r"年内|年度(?!重点|工作|目标|任务|计划|考核|绩效|预算|要点|主题|培训|述|总结|报告|民主|评|优秀|先进)|今年|本年度?|当年"
)
ALL_YEAR = re.compile(r"全年|一年来|一年中|截至年底|年末")
TOTAL = re.compile(r"累计|累积")
PART_OF_YEAR = rf"(?:{_N}月份?|第?[一二三四]季度|前三季度|[上下]半年)"
_OTHER_YEAR = r"(?:20\d\d年|上年|去年|前年|上一年)(?:度)?(?:的?同期)?"
_COMPARED = re.compile(
    rf"(?<!占)[比较]同期|(?:(?<!占)比|较|超过?|高于|低于|少于|多于|快于|相比){_OTHER_YEAR}(?:相比)?|[与同和跟]{_OTHER_YEAR}(?:相比|[^，,。；;※]{{0,4}}(?:持平|相当|一致|接近))|于{_OTHER_YEAR}(?=[，,。；;])|(?:是|为|相当于|达到?){_OTHER_YEAR}的(?=\s*(?:[，,。；;、※]|$))|在{_OTHER_YEAR}[^，,。；;]{{0,16}}(?:基数|基础)(?:之?上|下)?"
)
_AIMED = re.compile(
    r"(?:全年|年度|今年|本年度?|当年)的?(?:组织|税费|税收|收入|各项|工作|重点|党建)*(?=目标|任务|计划|预算|安排|部署|要点|重点)"
    r"|(?<=围绕|聚焦|紧盯|紧扣|锚定|对标|对照|按照|根据|着眼|瞄准)全年"
)
"""全年任务 is whose task it is, 锚定全年 what it was done for, not when."""
_SINCE_NEW_YEAR = re.compile(r"(?:今年|本年|年初|开年|新年|(?:今年|(?<![\d十]))(?:1|一)月份?)以来")
_EVENT = (
    "春节|元旦|清明|五一|端午|中秋|国庆|两节|双节|两会|宣传月|征期|申报期|疫情|活动|整治|专项行动|巡察|暑假?|寒假|假"
)
_FESTIVAL = "(?:五一|端午|国庆|中秋|元旦|春节|清明|两节|双节)[、和及]?"
_SAID = "‖"
"""Stands for a span that was read, so that what is left can be looked at: 三季度以来, 上半年起."""
_UNKNOWN = re.compile(
    r"(?<!\d)\d{1,2}月份?[底末]?(?:起|至今|开始|以来|之后|以后|后|之前|以前|前)|自[^，。；]{1,12}起|至今(?!年)|到任|近[两三四五六七八九十几\d]+个?月|近半年"
    r"|[上下]个月|[上下]一?个?季度|最[近后][一两三四五六七八九十几\d]+个?[月季周年]|(?:剩余|余下|剩下)的?(?:[一二两三四五六七八九十几\d]+个?多?[月周天季]|时间|日子)|[前头首]几个月|(?<![最此随])后[一二两三四五六七八九十几\d]+个多?月(?![内末底])|第[一二三四五六七八九十\d]+周(?![期年岁报刊])|[后次翌]一?年(?=[，,]|底|初|度)|新的一年|前段时间|前一?阶段|(?<![比较与同和跟])(?:大前年|上上[年月])|(?<![A-Za-z])Q[1-4](?![A-Za-z\d：:])"
    r"|从(?:20\d\d年|\d{1,2}月|[今去前]年|上年|年初)[^，。；※]{0,8}?(?:起(?![草到步诉])|开始)"
    rf"|(?<![\u4e00-\u9fff])(?:{_FESTIVAL}){{1,3}}(?:假期|假日|小长假|佳节|前夕|当天)?(?=[，,])"
    r"|未来[一二两三四五六七八九十几\d]+个?[年月]|连[日月]来|以往(?=[，,])|转年(?=[，,])|(?:[两二三四五六七八九十几百]+|\d+)(?:天|日)(?:里|内|来|中)(?=[，,])"
    r"|(?:召开|闭幕|任职)(?:之?后|以后)|(?:前夕|前后)(?=[，,开组])|(?:行动|整治|会议|大会|培训|例会|学习会|动员会|座谈会|巡察)(?:中|期间|上|后)(?=[，,])"
    r"|会[上前后](?=[，,])|(?<![一\d年])年中(?![央心])|(?<!年)周末|晚上|夜间|晚间"
    r"|(?:年中|中期)(?=(?:工作|总结|小结|述职|述责|汇报|报告|推进会))|(?<!\d)[近过前]?(?:[两二三四五六七八九十几]+|\d{1,2})年(?:来|间|内|中|累计|合计|共)|[近过前连][续]?[两二三四五六七八九十几\d]+个?[年月](?![底末份])"
    r"|20\d\d年?\s*(?:[-—–~～至到和与及、])\s*20\d\d年|以来(?!的?首)|[上中下]旬|月[初中](?!旬)"
    rf"|(?<={_SAID})(?:起(?![草到步诉])|至今|开始|之?后(?![续勤备劲])|以[后前]|之?前(?![列茅])|初(?![步心次审]))|[近连]续?[两二三四五六七八九十几\d]+个?季度"
    r"|任期(?!届满|已?满)|任内|(?:任职|在任|履职|驻村|挂职)(?:期间|后)|[到上]任后"
    r"|(?<=[施行地台策])首季度?|(?:后|成立|启动|打响|出台|落地|运行|上线|开春|解封)[到至](?=年[底末])"
    r"|截[至止](?:报告|发稿|检查|统计|填报|上报|考核|督查|巡察|调研|述职|审计|评估|制表)(?:之?日|[时前]|当[日天])"
    r"|本月|当月|上月|下月|本季度?|上季度|上一季度|当季|本周|上周|一周|首日|首月|[当本今昨]日|当[天周晚]|近日|(?<!假)日前|近期"
    r"|月[初中]|\d+月\d+日|十[二三四五]五(?![”’」]?(?:发展)?(?:规划|时期)?的?[^，。；]{0,14}(?:之年|的一年|元年))(?!”?(?:发展|税收|税务|国民经济)*规划(?!期))|历年|往年|以前年度|(?<![上下每])半年"
    r"|(?:一|[两二三四五六七八九十几\d]+)个[多]?月(?:来|内|间|里|时间)"
    r"|(?<![为对就于划以])(?:明年|来年|下一?年)|下一步|今后|接下来"
    rf"|(?:{_EVENT})期间|(?<=[传育动务顿治坚行战])[月周季]期间|(?<![年度月份半])(?<!节假日)(?<!填报|报告|统计|数据|所属|核算)期间"
)
_EVENT_OVER = re.compile(
    r"(?<=[\u4e00-\u9fff‖])(?<!研究|同意|届满|批准|审核|审批|审议|讨论|表决|酝酿|推荐|考察|公示|核实|调查|汇总|梳理|发现|接到|收到|研判|评议|报告)(?<![今此随背前落先最而课售滞善往尔事身幕靠脑其])(?:(?<!自此)[之以过])?后(?=[，,])"
    r"|(?<![\u4e00-\u9fff])(?:节|汛|会)后(?=[，,])"
    r"|(?<![长定近如按预分周同任日短限逾本当各每过延星首无有效工一二三四五六七八九十两\d])(?<!报告)(?<!统计)(?<!所属)(?<!填报)(?<!考核)期(?:内|间|里|中)?(?=[，,])"
    r"|(?<!现)阶段(?=[，,])|时期(?=[，,])|(?<!值此)之际(?=[，,])|(?<=[\u4e00-\u9fff]{2})(?<!走在)(?<![目当日提眼面空史超跟靠居之以])前(?=[，,])"
    r"|(?:主题|专题|集中|纪律|廉政|党史学习|警示)教育(?:活动)?中(?=[，,])|(?:整顿|换届|宣传月|宣传周|活动月|活动周|攻坚战?|会战)中(?=[，,])"
    r"|(?<=[\u4e00-\u9fff])(?<![一二两三四五六七八九十个几全半今本当每去前上份度])[年月周季](?:活动)?(?:里|中|内)(?=[，,])"
    r"|(?:紧盯|盯紧|盯住|盯牢|紧扣|抓住|抓牢|把握|聚焦|每逢|逢)[^，。；：※‖]{0,16}(?:节点|节日|假日|元旦|春节|清明|五一|端午|中秋|国庆|两节|双节|时点|关口)[^，。；：※‖]{0,4}(?=[，,])"
    r"|(?<!第)[两二三四五六七八九十]年(?=[，,]|(?:工作|发展|历程|回顾|总结))|(?:近|这些|历|多|连|数)年来?(?=[，,])"
)
"""换届后，汛期，申报期，近年来，紧盯节日节点，: a time that is not told in months; until another is said, it holds. 会议研究后, 定期 are no time."""
_LISTED = re.compile(
    rf"{_N}月?份?[、和与及]{_N}月|[一二三四五六七八九]{{2}}月|[一二三四1-4](?:季度)?[、和与及]?第?[二三四2-4]季度|[前头后][两二2]个?季度|后[三3]个?季度|上[、和及]?下半年"
    rf"|[与同和跟比较](?:(?:20\d\d年|上年|去年|前年)度?的?)?(?:{PART_OF_YEAR}|上个?月|上季度?)(?:相比|[多少高低增减]|上升|下降|回落|提高)"
)
"""Several periods in one breath (7、8月): a sum or a list, which is not said; or one that another is set beside (与10月相比)."""
THAT_TIME = re.compile(r"(?<![月度份])当(?:(?P<month>月)|季度?)")
"""当月, 当季 behind 12月, 三季度: the one just said."""
JOINED = re.compile(r"\s*(?:[、和与及或至到]|比|以及|[-—–―~～]+)\s*")


_YEAR_ALONE = re.compile(r"(?<![\d.])(20[12]\d)(?=\s*(?:[上下]半年|第?[一二三四1-4]季度|[前首]三?季度))")
"""2022上半年."""
_YEAR_IN_SHORT = re.compile(
    r"(?<![\d.])(2\d)年(?=度?(?:[上下]半年|第?[一二三四1-4]季度|前三季度)|(?:度|工作|述职|年度)*(?:总结|小结|汇报|报告|计划|要点))"
)
"""22年上半年."""
_MONTHS_IN_DIGITS = re.compile(
    r"(?<![\d.〔])(20[12]\d)(?:[./]|年)(0?[1-9]|1[0-2])月?\s*[-—–~至]+\s*(?:(?:\1(?:[./]|年))(0?[1-9]|1[0-2])月?|(?<=[-—–~至])(?P<end>0?[1-9]|1[0-2])(?=[)）\s]|$))(?![\d.日])"
)
"""2022.1-2022.9, 2022年1月至2022年9月, （2022.1—6）."""
_MONTH_IN_DIGITS = re.compile(
    r"(?<![\d.〔\[/])(20[12]\d)(?:[./](0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))(?![\d./]|\s*(?:[%％万亿元次人户条件篇场名家年月日号期个笔分秒]))"
)
"""2022.6, 202206."""
_BASIS_TAKEN = re.compile(
    r"((?:还原|剔除|扣除|加回)[^，,。；;※]{1,12}?|留抵退?税?[^，,。；;※]{0,4}(?:还原|剔除|扣除|加回))(?:之|以)?后(?=[，,])"
)
"""还原留抵退税后: how it was reckoned, not when."""


@lru_cache(maxsize=8192)
def is_event(clause: str) -> bool:
    """Whether a clause ends with a time that is not told in months: 征期内, 履新后, 元旦、春节前后."""
    ended = f"{plain(clause)}，"
    return any(m.end() == len(ended) - 1 for p in (_EVENT_OVER, _UNKNOWN) for m in p.finditer(ended))


@lru_cache(maxsize=8192)
def without_periods(text: str) -> str:
    """The text without its words of period, understood or not, and without comparisons with another year."""
    text = plain(text)
    for pattern in (_SPAN, _SAME, _UNKNOWN, _WHOLE, ALL_YEAR, THIS_YEAR):
        text = pattern.sub(" ", text)
    return text


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Half-width digits; 二〇二二年 as 2022年; comparisons with another year, and the year of a target, taken out."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(
        r"[二2][〇零○0][〇零○一二三四五六七八九\d]{2}(?=年)",
        lambda m: "".join(
            str("〇一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "0" if c in "〇零○" else c
            for c in m[0]
        ),
        text,
    )
    text = re.sub(r"(?<![亿万\d*])元月(?!均)", "1月", text)
    text = _YEAR_IN_SHORT.sub(r"20\1年", _YEAR_ALONE.sub(r"\1年", text))
    text = _MONTHS_IN_DIGITS.sub(lambda m: f"{m[1]}年{int(m[2])}-{int(m[3] or m['end'])}月", text)
    text = _MONTH_IN_DIGITS.sub(lambda m: f"{m[1]}年{int(m[2] or m[3])}月", text)
    text = _BASIS_TAKEN.sub(r"\1", _SINCE_NEW_YEAR.sub("今年", text))
    return _AIMED.sub("", _COMPARED.sub("", STARTING_POINT.sub("", text)))


Mention = tuple[str, "re.Match[str]"]


@lru_cache(maxsize=8192)
def mentions(said: str) -> tuple[str, tuple[Mention, ...], str | None]:
    """The plain text, its words of period in order, each with its kind, and those that are not understood."""
    text = plain(said)
    found: list[Mention] = []
    rest = text
    for kind, pattern in _KINDS:
        for match in pattern.finditer(rest):
            found.append((kind, match))
        if kind == "span":
            for _, match in reversed(found):
                rest = rest[: match.start()] + _SAID * len(match[0]) + rest[match.end() :]
    unclear = _LISTED.search(text) or _UNKNOWN.search(rest)
    taken = [m.span() for _, m in found]
    kept = [
        (kind, match)
        for at, (kind, match) in enumerate(found)
        if not any(low < match.end() and match.start() < high for low, high in taken[:at])
    ]
    return text, tuple(sorted(kept, key=lambda said: said[1].start())), unclear and unclear[0]


_KINDS = (
    ("span", _SPAN),
    ("same", _SAME),
    ("year", _WHOLE),
    ("all", ALL_YEAR),
    ("this", THIS_YEAR),
    ("total", TOTAL),
    ("event", _EVENT_OVER),
)


def names_year(match: re.Match[str]) -> bool:
    """Whether a word of period says its year: 2022年一季度, 今年3月, 去年同期."""
    groups = match.groupdict()
    return any(groups.get(name) for name in ("year", "to_year", "to_year_q", "last", "before", "this"))


def year_of(match: re.Match[str], year: int) -> int:
    """The year that a word of period says, in a report on `year`."""
    groups = match.groupdict()
    if written := groups.get("year") or groups.get("to_year") or groups.get("to_year_q"):
        return int(written)
    return year - 1 if groups.get("last") else year - 2 if groups.get("before") else year


def _number(written: str) -> int:
    return _CHINESE.get(written) or int(written)


def months_of(match: re.Match[str], year: int) -> Period | None:
    """The months of one span in a year; None if it is not whole months."""
    if match["half"]:
        first = month_number(year, 1 if match["half"] == "上" else 7)
        return Period(first, first + 5)
    if match["q1"]:
        return _whole(year, 3 * _number(match["q1"]) - 2, 3 * _number(match["q2"]), None)
    if match["until_q"] or match["end"]:
        return year_to_date(year, 3 * _number(match["until_q"] or match["quarter"]))
    if match["quarter"] or match["first"]:
        first = month_number(year, 3 * _number(match["quarter"] or "1") - 2)
        return Period(first, first + 2)
    if match["three"] or match["n"]:
        return year_to_date(year, 9 if match["three"] else _number(match["n"]))
    if match["m1"]:
        return _whole(year, _number(match["m1"]), _number(match["m2"]), match["d2"])
    if match["until"] or match["month_end"]:
        return _whole(year, 1, _number(match["until"] or match["month"]), match["d1"])
    month = month_number(year, _number(match["month"]))
    return Period(month, month)


def _whole(year: int, first: int, last: int, day: str | None) -> Period | None:
    """Months first to last; None if they run backwards or the day is not the last of its month."""
    if first > last:
        return None
    period = Period(month_number(year, first), month_number(year, last))
    return period if day is None or int(day) == (period.end - timedelta(days=1)).day else None
