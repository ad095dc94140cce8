"""Figures already stated in a text: a numeral, Arabic or Chinese, with a measure word.

Years, dates, ordinals, thresholds (35岁以下), rates that a law sets (20%的税率), telephone numbers, ratios, fixed names
(八项规定, 三会一课) and slogans in quotes are not figures. Small Chinese numerals are figures only before a countable thing, never in an idiom (一项一项).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import count

from metrics.model import Metric
from metrics.numbers import parse_numeral
from report.finding.markup import markup_runs
from report.finding.measures import Tail, qualifier_after, qualifier_before, tail_at, words
from report.finding.spaces import unspaced
from report.finding.surroundings import Names, names_of
from report.model import Claim

_DIGIT = r"[0-9０-９]"
_BOLD = ("*", "**", "***")
"""Marks of emphasis: a figure may begin right behind one, and not behind a mask."""
_ARABIC = re.compile(
    rf"(?<![0-9０-９a-zａ-ｚ_＊×Xx\\])(?<![A-ZＡ-Ｚ](?!{_DIGIT}{{1,3}}[台套辆架]))(?<![0-9０-９][.．:：/,，·])(?<![*＊×xXＸ_＿○〇][.．])(?P<sign>(?<=[比长幅率为降升增减达由从至到是：:（(\s])[-−](?={_DIGIT}))?"
    rf"(?P<digits>{_DIGIT}{{1,3}}(?:[,，\u2009\u202f\u00a0 ]{_DIGIT}{{3}})+(?!{_DIGIT})(?:[.．]{_DIGIT}+)?|{_DIGIT}+(?:[.．]{_DIGIT}+)?)(?![0-9０-９A-Za-zＡ-Ｚａ-ｚ_*＊×])"
)
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_DECIMALS = r"点[零〇一二三四五六七八九]+"
_CHINESE = re.compile(
    rf"(?<![{_NUMERALS}几数半])(?<![{_NUMERALS}]点)[{_NUMERALS}]+(?:{_DECIMALS}(?=[万亿%％倍]|个?百分点))?(?:(?<=[零〇一二三四五六七八九])[万亿]+)?(?![几半分])"
)
_PERCENT = re.compile(rf"(?P<of>百分之|千分之)(?P<numeral>[{_NUMERALS}]+(?:{_DECIMALS})?)")
_PLACES = re.compile(r"(?:个?[省市县区州镇乡村])(?![场委政级民长局城镇乡村区县街域直属办情容庄子部组支社会上内外里])")
_ORGANISATIONS = re.compile(
    r"(?:个|家)?(?:基层)?(?:党组织|党支部|党委|党总支|支部|行政村|自然村|村委会|社区|乡镇|街道|科室|部门|单位|企业|分局|税务所|窗口|网格|工作组|小组|专班)"
)
_THRESHOLD = re.compile(r"\s*[（(]?(?:周岁)?[及含]?(?:本数)?[）)]?(?:以上|以下|以内|之内|以外|以前|之前|以后|开外)")
_RATE_OF_LAW = re.compile(
    r"[ \u3000]*(?:的)?(?:优惠|低|法定|简易)?(?:税率|(?P<levy>征收率|预征率)|费率)|(?:的比例)?(?:加计扣除|加计抵减|计入应纳税所得额|计算应纳税所得额)"
)
_BY_LAW = re.compile(r"(?:按照?|依照?|适用|执行)[ \u3000]*\Z")
"""What a law sets is no figure of a bureau: 减按25%计入应纳税所得额，按20%的税率. 实现99.8%的征收率 is one."""
_WAS = r"(?:\d+(?:\.\d+)?[ \u3000]?[%％]|百分之[零一二三四五六七八九十点]+)"
"""The rate before."""
_NOW = r"为|[由从]|是|[降调]低?[到至为]|下[降调][到至为]|调整[到至为]"
"""What leads from the name of a rate, or from the rate before, to the rate."""
_RATE_NAMED = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|增值税|消费税|所得税|契税|适用|法定|优惠)税率(?:[由从]{_WAS})?(?:统一|一律)?(?:{_NOW})?[ \u3000]?\Z"
)
_LEVY_NAMED = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|增值税|简易计税|简易办法|小规模纳税人|住房|适用|法定|优惠|核定)(?:征收|预征)率(?:[由从为是]?{_WAS})?(?:阶段性|统一|一律)?(?:{_NOW}|减按|[-—–~至或、])?[ \u3000]?\Z"
)
_RISES = re.compile(r"[^\d，。；]{0,4}[升提增]")
"""What rises is what a bureau collected, not what a law sets."""
_LEVY_TOP = Decimal(5)
"""增值税法: the 征收率 of simplified taxing is 3 %, formerly up to 5 % (减按1%, 1.5%); of 土地增值税 the 预征率 is no higher."""
_FORMAL = re.compile(
    r"(?<!队)[壹贰叁肆伍陆柒捌玖拾][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]*(?:(?<=[拾佰仟万亿])[元圆]|[元圆](?=[整正]))(?![零〇壹贰叁肆伍陆柒捌玖]*[角分])"
)
"""An amount as on a receipt, with a scale or 整 so that no surname is one; without 角 and 分, which are not read."""
_PLAIN_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
_REACHES = re.compile(r"(?:达|达到|保持在|稳定在|均在|均达|提升至|提高到|[缩压减降][短缩少低]?[至到]|在)$")
_NOT_AFTER = re.compile(r"(?:第|No\.?|№|〔\d{4}〕|[（(]\d{4}[）)]|[Gg]|[#＃])\s*$")
_RANK = re.compile(r"(?:列|居|排|排名|名列|位列|位居|跃居|升至|进入|名次)[^，。；]{0,8}第\s*$")
_RATIO = re.compile(r"\s*[:：∶]\s*\d")
_DATE_TAIL = re.compile(r"\s*(?:年|月|日|号|时|点|季度|世纪|年代)")
_FIXED = re.compile(
    r"金税[一二三四五]期|[八8]项规定|[四4]个(?:意识|自信|全面)|[两2]个(?:维护|确立)|[一二三四五六七八九十]项(?:规定|禁令|纪律|制度|原则)|双随机、?一公开|三会一课|三重一大|一带一路|两学一做|三严三实|四个全面|五位一体|四种形态|"
    r"六税两费|两免三减半|一岗双责|一站式|一把手|一揽子|一体化|一方面|一系列|最多跑一次|只跑一次|一次不跑|一次性|一次办|一网通办|一件事|一类事|一盘棋|一条龙|一条心|一家人|"
    r"一户一[策档案册]|一企一策|一人一[策档岗]|一支部一|7[×xX*]\s?24小时|[2２][4４]\s*小\s*时\s*(?:内|自助|不打烊|不间断|在线|服务|值[班守]|全天|开通|畅通|响应|受理|接听|专线|热线|营业|运行|监控|巡[查逻])|[0-9０-９]+分钟[\u4e00-\u9fff]{0,8}圈|[0-9０-９]+(?:米|公里)(?:范围|半径)|5[×xX*]8小时|一老一小|一名党员一面旗帜|两面人|三番五次|百家争鸣|千家万户|"
    r"万人(?:评|大)|两个责任|两个维护|两个确立|四个意识|四个自信|三个区分开来|四个服从|十个明确|两个结合|六个必须|三会[一两]制|三员[一合]"
)
_SAID_OF_HEADINGS = re.compile(
    r"(?:方面|环节|层面|维度|抓手|关系|强化|推进|坚持|聚焦|突出|再加力|维护|确立|意识|自信|责任|结合|围绕|统筹|关键|重点|原则|要求|内容|举措|特点|角度|阶段|转变|步骤|机制|问题导向|不放过|一律|统一|到位|服从|能力|清单)"
)
_ONE = frozenset(words("名 篇 封 面 户 家 起 例 份 人次 户次 件 倍 个百分点"))
_FEW = frozenset(
    words(
        "名 次 场 户 篇 封 起 例 件 份 岁 人次 户次 场次 人 期 轮 家 批 部 支 天 小时 分钟 倍 元 面 所 座 台 套 门 节 本 册 条 项 类 个 个百分点 个月 个工作日 亩 成"
    )
)
_NEED_THING = {
    "条": re.compile(r"[，。；、]|(?:意见|建议|线索|问题|信息|措施|合理化|舆情|消息)"),
    "项": re.compile(r"[，。；、]|(?:荣誉|奖|政策|税费|问题|任务|课题|成果|指标|业务|便民|措施|专项|检查|试点|整改)"),
    "类": re.compile(rf"[，。；、\d]|(?:问题|\S{{0,2}}[{_NUMERALS}]+条)"),
    "面": re.compile(r"[，。；、]|(?:锦旗|奖)"),
    "个": re.compile(
        r"[，。；、]|(?:基层)?(?:党?支部|党组织|单位|部门|科室|税务所|分局|窗口|小组|项目|企业|村|社区|县|乡镇|街道|专班|服务点|网格|团队|党总支|先进|品牌|案例|课题|办税|集体)"
    ),
    "支": re.compile(r"[^，。；]{0,8}(?:队|团)"),
    "部": re.compile(r"[，。；、]|[^，。；]{0,4}(?:片|电影|作品|法规)"),
    "家": re.compile(r"(?!人)"),
    "批": re.compile(r"(?!一批)"),
    "本": re.compile(r"[，。；]|[^，。；]{0,4}(?:书|册|手册|台账)"),
    "门": re.compile(r"[，。；]|课"),
    "节": re.compile(r"[，。；]|[^，。；]{0,3}课"),
    "场": re.compile(r"(?!硬仗|战|仗|及时雨|攻坚)"),
    "件": re.compile(r"(?!事|实事|大事)"),
    "份": re.compile(r"(?!责任|力量|答卷|担当|初心|荣誉感)"),
    "次": re.compile(r"(?!会议|全会|又|办|分配|性|创业|产业)"),
    "天": re.compile(r"(?!两头)"),
    "起": re.compile(r"[^，。；]{0,6}(?:案|事故|事件|问题|纠纷|投诉|信访|[，。；、])"),
    "所": re.compile(
        r"[，。；、）]|[^，。；、]{0,6}(?:学校|小学|中学|大学|幼儿园|院校|高校|医院|卫生[院室]|党校|税务所)"
    ),
    "成": re.compile(r"[，。；、）]|以上|左右|的"),
}
_LISTED = re.compile(rf"{_DIGIT}{{1,2}}(?:\.|(?P<wide>．))(?={_DIGIT})")
_WHOLE = frozenset(
    words("名 人 次 户 篇 封 起 例 件 份 人次 户次 场次 场 期 轮 家 批 支 座 台 套 门 节 本 册 条 项 类 个")
)
"""What comes in whole numbers only."""
_SHARES = frozenset({"%", "％", "‰", "百分点", "个百分点"})
"""No item of a list begins with a share: 同比增长, then １１．３％ on the next line."""
_RATES = frozenset({"%", "％", "‰"})
"""Shares that a law may set; what changes by 百分点 is a figure."""
_EACH = re.compile(r"(?:[每任同第上下这那另某唯统单万惟逐再又哪首前整何随]|其中|最[高大])\s*$")
_TOP = re.compile(r"前\s*$")
_MASKED = re.compile(r"[*＊×Xx_＿〇○…）)\]】]\s*$")
"""A scale right behind a mask belongs to the blank."""
_UP_TO = re.compile(r"\s*(?:[-—–~～]+|至)\s*(?P<high>\d+(?:\.\d+)?)")


def find_claims(text: str, honours: Iterable[Metric] = ()) -> list[Claim]:
    """Every stated figure in order, numbered from 1. `honours`: yes/no metrics whose honours are claims too."""
    written = text
    text = _FORMAL.sub(lambda m: m[0].translate(_PLAIN_NUMERALS), text)  # 伍万元整, as on a receipt
    names = names_of(text)
    fixed = [m.span() for m in _FIXED.finditer(text)]
    bold = {at + width for at in markup_runs(text) for width in (1, 2, 3) if text[at : at + width] in _BOLD}

    def free(start: int, end: int) -> bool:
        if text[start - 1 : start] == "*" and start not in bold:
            return False  # digits behind a mask
        inside = names.in_quotes(start, end) or names.in_title(start, end)
        return not inside and not any(s <= start < e for s, e in fixed)

    found = [*_percentages(text)]
    for make, pattern in ((_arabic, _ARABIC), (_chinese, _CHINESE)):
        for match in pattern.finditer(text):
            if free(match.start(), match.end()):
                made = make(text, match)
                found += [m for m in made if not any(c.start < m.end and m.start < c.end for c in found)]
    found += _honours(text, honours, names)
    number = count(1)
    found.sort(key=lambda c: c.start)
    found = [_range(text, c, found[max(0, i - 2) : i + 3]) for i, c in enumerate(found)]
    return [replace(c, id=next(number), text=written[c.start : c.end]) for c in found]


def _set_by_law(text: str, start: int, end: int, value: Decimal) -> bool:
    """按20%的税率, 增值税税率由16%降至13%, 征收率3%: a rate that a law sets. At 99% 征收率 is what a bureau collected."""
    ahead = text[max(0, start - 20) : start]
    by_law = _RATE_OF_LAW.match(text, end) if _BY_LAW.search(ahead) else None
    if by_law and (by_law["levy"] is None or value <= _LEVY_TOP):
        return True
    if _RATE_NAMED.search(ahead):
        return True
    return value <= _LEVY_TOP and _LEVY_NAMED.search(ahead) is not None and _RISES.match(text, end) is None


_FALLS = re.compile(
    r"(?:下降|减少|降低|回落|下滑|减收|缩减|负增长|降幅)(?:幅度|率)?(?:了|约|近|达|达到|为)?\s*$|(?:慢于|低于|落后于?)序时(?:进度)?\s*$"
)


def falls(text: str, start: int) -> bool:
    """Whether the words right before a figure say that something fell by it."""
    return _FALLS.search(text[max(0, start - 12) : start]) is not None


def _claim(text: str, start: int, tail: Tail, value: Decimal, unit: str | None = None) -> Claim | None:
    """The claim from a numeral's start to the end of its unit, unless it is a threshold or a rate that a law sets."""
    qualifier, begins = qualifier_before(text, start)
    if tail.unit in _RATES and _set_by_law(text, start, tail.end, value):
        return None
    if _THRESHOLD.match(text, tail.end):
        if tail.unit not in {"%", "成"} and not _REACHES.search(text[:start].rstrip()[-4:]):
            return None
        qualifier = "超" if text.startswith("以上", tail.end) else qualifier
    return Claim(
        start,
        tail.end,
        0,
        text[start : tail.end],
        value,
        unit or tail.unit,
        qualifier or tail.qualifier,
        falls=falls(text, start),
        said=unspaced(text[begins:start]),
    )


def _arabic(text: str, match: re.Match[str]) -> list[Claim]:
    start, end = match.start(), match.end()
    before = text[max(0, start - 24) : start]
    tail = tail_at(text, end)
    listed = _LISTED.match(match["digits"]) if not text[text.rfind("\n", 0, start) + 1 : start].strip() else None
    if (
        listed
        and tail
        and ((listed["wide"] and tail.measure not in _SHARES) or (tail.measure in _WHOLE and not tail.scale))
    ):
        start += listed.end()  # 17．9名评委: the seventeenth item
    ranked = before.rstrip().endswith("第") and tail is not None and tail.unit in {"位", "名"}
    if (_NOT_AFTER.search(before) and not ranked) or _RATIO.match(text, end) or re.search(r"\d\s*[:：∶]\s*$", before):
        return []
    digits = unicodedata.normalize("NFKC", text[start:end].lstrip("-−")).replace("，", ",")
    value = parse_numeral(re.sub(r"[,\u2009\u202f\u00a0 ]", "", digits))
    value = -value if match["sign"] else value
    if tail is None:
        return _bare(text, start, end, value)
    if (tail.unit in {"位", "名"} and _TOP.search(before)) or _is_period(text, tail, before):
        return []
    if not _fits(digits, tail):
        return []
    claim = _claim(text, start, tail, value)
    return [claim] if claim else []


def _is_period(text: str, tail: Tail, before: str) -> bool:
    """前11个月, 头三个月, 近两个月: a period."""
    if tail.unit == "个":
        return text.startswith("季度", tail.end)
    return tail.unit == "个月" and before.rstrip().endswith(("前", "头", "首", "近", "过去", "后"))


def _fits(digits: str, tail: Tail) -> bool:
    """A year at the end of a line does not count what the next line begins with; a list number is no quantity."""
    year = re.fullmatch(r"(?:19|20)\d\d", digits) is not None
    if year and tail.unit in {"届", "级"}:
        return False  # 2023届高考
    return not ("\n" in tail.gap and (year or len(digits) < 2)) and "\t" not in tail.gap


def _bare(text: str, start: int, end: int, value: Decimal) -> list[Claim]:
    """A number right before what it counts (58基层党组织, 5县), or the lower end of a range (3至5次)."""
    range_end = _UP_TO.match(text, end)
    tail = tail_at(text, range_end.end()) if range_end else None
    if range_end and tail and Decimal(unicodedata.normalize("NFKC", range_end["high"])) > value >= 1:
        return [Claim(start, end, 0, text[start:end], value, tail.unit, qualifier_before(text, start)[0])]
    place = _PLACES.match(text, end)
    if place and value == value.to_integral_value() and value < 3000:
        return [
            Claim(start, place.end(), 0, text[start : place.end()], value, place[0], qualifier_before(text, start)[0])
        ]
    if _ORGANISATIONS.match(text, end) and value >= 2 and value < 100000 and not text[end : end + 1].isspace():
        return [Claim(start, end, 0, text[start:end], value, "个", qualifier_before(text, start)[0])]
    return []


def _chinese(text: str, match: re.Match[str]) -> list[Claim]:
    """A numeral in Chinese digits; 万 and 亿 at its end belong to the unit, 概数 (三四十) are no figures."""
    start, numeral = match.start(), match[0]
    before = text[max(0, start - 16) : start]
    if numeral[0] in "十百千万亿" and _MASKED.search(before):
        return []
    if before.rstrip().endswith("第") and not _RANK.search(before):
        return []
    if _DATE_TAIL.match(text, match.end()) and not re.match(r"\s*个", text[match.end() :]):
        return []
    cut = len(numeral) - len(numeral.rstrip("万亿"))
    core = numeral[: len(numeral) - cut]
    if "点" in core:
        tail = tail_at(text, start + len(core))
        return _plain(text, start, tail, decimal_in_words(core)) if tail else []
    qualifier, _ = qualifier_before(text, start)
    tail = tail_at(text, start + len(core))
    if not core:
        said = tail is not None and bool(qualifier or tail.qualifier == "余")
        return _plain(text, start, tail, Decimal(1)) if tail and tail.scale and said else []
    if core in {"百", "千"}:
        tail = tail_at(text, match.end())
        round_number = Decimal(100 if core == "百" else 1000)
        return _plain(text, start, tail, round_number) if tail and (qualifier or tail.qualifier == "余") else []
    value = _value(core, tail)
    if tail is None and value is not None and value >= 2 and len(core) <= 3:
        place = _PLACES.match(text, match.end())
        if place and re.search(r"[与和等共辖跨涉及覆盖]$", before.rstrip()):
            return [
                Claim(start, place.end(), 0, text[start : place.end()], value, place[0].removeprefix("个"), qualifier)
            ]
    if tail is None or value is None or not _countable(text, start, tail, value, before):
        return []
    return _plain(text, start, tail, value)


def _plain(text: str, start: int, tail: Tail | None, value: Decimal) -> list[Claim]:
    claim = _claim(text, start, tail, value) if tail else None
    return [claim] if claim else []


def _value(numeral: str, tail: Tail | None) -> Decimal | None:
    """Its value in the scale behind it; None for 概数 and for digits that do not make one number.

    九亿八千四百|万元: 万 is of what follows 亿 alone.
    """
    if numeral == "二" or re.search(r"[一二三四五六七八九两]{2}", numeral) or numeral[0] in "百千零〇":
        return None
    try:
        value = parse_numeral(numeral)
    except ValueError:
        return None
    below = tail is not None and tail.scale == "万" and "亿" in numeral
    return value // 10**8 * 10**4 + value % 10**8 if below else value


def _countable(text: str, start: int, tail: Tail, value: Decimal, before: str) -> bool:
    """A small Chinese numeral counts something, and is not part of an idiom or of a counted heading."""
    unit, after = tail.measure, text[tail.end : tail.end + 12]
    if before.rstrip().endswith("第"):
        return unit in {"位", "名"} and bool(_RANK.search(before))
    if _is_period(text, tail, before):
        return False
    if tail.scale or value > 10:
        return bool(unit) and unit != "届"
    if unit in {"百分点", "个百分点", "%"}:
        return True
    if unit not in (_ONE if value == 1 else _FEW) or _EACH.search(before):
        return False
    if (
        text[start : tail.end] in before + after
        or (after[:1] == unit and unit != "次")
        or (re.match(r"一", after) and value == 1)
    ):
        return False
    if _SAID_OF_HEADINGS.search(re.split(r"[，。；：！？]", after)[0]) and unit in {"个", "项", "条", "类"}:
        return False
    thing = _NEED_THING.get(unit)
    return thing is None or bool(thing.match(after) or (not after and unit not in {"个"}))


def _percentages(text: str) -> list[Claim]:
    found = []
    for match in _PERCENT.finditer(text):
        try:
            value = Decimal(100) if match["numeral"] == "百" else decimal_in_words(match["numeral"])
        except ValueError:
            continue
        if _set_by_law(text, match.start(), match.end(), value):
            continue
        qualifier, _ = qualifier_before(text, match.start())
        unit = "%" if match["of"] == "百分之" else "‰"
        found.append(
            Claim(match.start(), match.end(), 0, match[0], value, unit, qualifier or qualifier_after(text, match.end()))
        )
    return found


def decimal_in_words(numeral: str) -> Decimal:
    """五十八点六 as 58.6; ValueError if the whole part is no number."""
    whole, _, part = numeral.partition("点")
    digits = "".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in part)
    return parse_numeral(whole) + Decimal(f"0.{digits}") if digits else parse_numeral(whole)  # 百分之九十五 is no 95.0


_HONOUR = re.compile(
    r"(?:荣获|获评|获得|喜获|斩获|摘得|被评为|被授予|被命名为|评为|授予|获)(?:了|过)?(?P<what>[^，。；！？\n、]{3,40}?(?:荣誉称号|称号|荣誉|奖牌|先进集体|先进[^，。；！？\n、]{0,12}|服务队)”?(?:荣誉称号|称号|荣誉)?)"
)
_NOT_YET = re.compile(r"(?:未|没有|争|力争|争取|拟|将|计划|申报|创建)\s*$")


def _honours(text: str, honours: Iterable[Metric], names: Names) -> list[Claim]:
    """Honours that a yes/no metric knows by its words: the span is the honour's phrase, without the verb."""
    metrics, found = list(honours), []
    for match in _HONOUR.finditer(text) if metrics else ():
        if _NOT_YET.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        start, end = match.span("what")
        metric = next((m for m in metrics if _speaks_of(text[start:end], m)), None)
        if metric and not names.in_title(start, end):
            found.append(Claim(start, end, 0, text[start:end], Decimal(1), "项", metric=metric.key))
    return found


_LEVELS = ("国家级", "省级", "市级", "区级", "县级", "全国", "全省", "全市", "全区", "全县")


def _speaks_of(phrase: str, metric: Metric) -> bool:
    """One of the metric's wordings is in the phrase, and no other level of honour is named."""
    clean = re.sub(r"[“”\"\s]", "", phrase)
    spoken = [re.sub(r"[“”\"\s]", "", w) for w in metric.words]
    levels = {level for level in _LEVELS if level in clean}
    known = {level for level in _LEVELS for w in spoken if level in w}
    if levels and known and not levels & known:
        return False
    return any(w in clean or (len(clean) >= 5 and clean in w) or _covered(w, clean) for w in spoken)


def _covered(wording: str, phrase: str) -> bool:
    pairs = {wording[i : i + 2] for i in range(len(wording) - 1)}
    return len(pairs) >= 4 and sum(p in phrase for p in pairs) >= 0.75 * len(pairs)


def _range(text: str, claim: Claim, found: list[Claim]) -> Claim:
    """A figure that is one end of a range knows the other end; what is said of the first (下降) is said of both."""
    for other in found:
        if other.unit == claim.unit and joined(text, other, claim):
            return replace(claim, span_to=other.value, falls=other.falls or claim.falls)
        if other.unit == claim.unit and joined(text, claim, other):
            return replace(claim, span_to=other.value)
    return claim


_TO = re.compile(r"\s*(?:[-—–~～]+|至)\s*")
_AND = re.compile(r"\s*[到和与]\s*")
_BETWEEN = re.compile(r"\s*之间")


def joined(text: str, first: Claim, second: Claim) -> bool:
    """Whether two figures are the ends of a range: 330至345次, 在330次和345次之间."""
    if not first.end <= second.start <= first.end + 3:
        return False
    between = text[first.end : second.start]
    if _AND.fullmatch(between):
        return _BETWEEN.match(text, second.end) is not None
    return _TO.fullmatch(between) is not None
