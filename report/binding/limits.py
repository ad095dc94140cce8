"""Words that say a figure is another's or a part's, where they stand in a label, a heading, an earlier clause or the sentence before.

制造业：税收收入**亿元, （二）党小组学习 above 集中学习**次, 二分局紧盯目标。全年组织税费收入**亿元: the words are those that would limit
the figure if they stood beside it. A label and a short heading limit by any such word, clauses and sentences by the one that
begins them. None of them limits a metric that says the word itself, nor a figure before which we ourselves took over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from metrics.model import Metric
from metrics.numbers import split_unit
from report.binding import fillers, subjects
from report.binding.outline import LOWEST, Heading
from report.binding.passages import Context
from report.binding.period_words import without_periods
from report.binding.periods_said import FIGURE
from report.binding.reasons import Lasting
from report.finding.spaces import unspaced

LABEL = 14
"""Characters of the longest label; a longer stretch before ： is a clause like any other."""
_ITEM_LABEL = 12
_BARE_LABEL = 8
_BACK = 3
"""Sentences looked back on for the body whose deeds are told."""
_H = r"[\u4e00-\u9fff]"
SURNAME = (
    r"(?:(?!周[末期报例密到边一二三四五六日年]|马[上力克]|杜绝|宋体|曾经|孔|谢[绝意]|林[业草]|何[时种以]|叶|吴|黄河|罗列|梁|钱|唐|汤|许)[王李张刘陈杨赵黄周徐孙胡朱林何郭马罗宋郑谢韩冯董曹袁邓沈曾彭吕苏卢蒋蔡贾丁魏薛潘杜姚谭廖邹熊陆崔邱秦侯邵孟]"
    r"|[吴许唐梁叶汤钱](?=[\u4e00-\u9fff]{1,2}(?:同志|带头|$)))"
)
_TYPE_OF_FIRM = r"(?:(?![惠给为向对让与和及了的更达助促帮扶送减免退税政策服从把将各辅访门]|广大|辖区|全[区县]|我[区县]|有关|相关|众多|所有|涉)[\u4e00-\u9fff]){2,7}?"
_INDUSTRY = (
    r"(?:房地产业?|[第三二一]{1,2}产业|(?!各|全|本)[\u4e00-\u9fff]{1,5}行业|"
    r"[\u4e00-\u9fff]{0,4}[\u4e00-\u9fff](?<![企就创事专职营作毕敬学失主各产开停复从兴待转守勤授基伟大功家行])业(?![务绩余态界主已经内]))"
)
_PARTS = (
    rf"{_INDUSTRY}|{_TYPE_OF_FIRM}企业|[大央国民外]企业?|外贸|外资|出口(?!退税)|小微|中小微?|个体(?:工商)?户?|(?:纳税大|双定|重点)户|(?:小规模|一般|外地|外省|异地|跨区域?|重点|新办|[ABCD]级)纳税人|自然人|"
    r"灵活就业|城乡居民|退休人员|农民工|残疾人|重[点大](?:税源|项目|企业|群体)|(?:产业|工业|高新|经济|物流|科技)?园区"
)
_PLACES = r"全[市省国州镇乡](?!局)|[我本][市省]|(?:(?![在从向对为到])[\u4e00-\u9fff]){0,4}开发区|高新区|经开区|城区|各?乡镇|外地|外省|异地|辖区外|[\u4e00-\u9fff]{1,3}片区"
_PEOPLE = (
    r"青年(?!文明号)|年轻|女(?:干部|职工|同志|党员|性|税官)|离退休|退休(?:干部|党员|人员|老)|老(?:干部|党员|同志)|退役|军转|新入职|新录用|新进|新提[拔任]|预备党员|积极分子|发展对象|困难(?:党员|干部|职工)|"
    r"中层|(?:股|科)级干部|入党"
)
_TAXES = (
    r"(?:个人|企业)所得税|土地增值税|增值税|消费税|契税|房产税|印花税|城镇土地使用税|城建税|车辆购置税|车购税|车船税|资源税|环保税|环境保护税|耕地占用税|烟叶税|(?<!城)关税|"
    r"社保费|社会保险费|(?:养老|医疗|失业|工伤|生育)保险|医保|非税|工会经费|残保金|教育费附加|留抵退税|出口退税|六税两费|存量|增量|缓税缓费|(?:中央|省|[区县市]|区县|乡镇|地方|本)级(?=税|收入|财政|库|$)|一般公共预算|公共财政"
)
"""These part amounts and taxpayers, not meetings and inspections."""
_MEDIA = r"新媒体|自媒体|融媒体|(?:中央|省级|市级|区级|县级|国家级|省市|主流|行业|官方|网络|传统|地方|本地)(?:主流|主要)?媒体|公众号|官微|视频号|抖音|短视频|报纸|报刊|电视|网站"
_TOPICS = (
    r"廉政谈话|任前谈话|提醒谈话|谈话提醒|诫勉|家访|看望|慰问|疫情|防疫|公务用车|公车|公务接待|招投标|采购|财务|基建|信访|扶贫|乡村振兴|扫黑|保密|"
    r"安全生产|消防|八小时|主题党日|组织生活会|民主生活会|三会一课|党课|换届|主题教育|结对|共建|志愿|[\u4e00-\u9fff]{0,4}宣传月|春风行动"
)
_FESTIVE = r"(?:节日|节假日?|节前|节后|元旦|春节|清明|端午|中秋|国庆|五一)(?:期间|前后)?"
_SOME = r"(?:极?个别|有的(?!放矢)|有些|某些|某个?|少数|部分|一些)[^，。；]{0,8}?(?:支部|单位|部门|[科股]室|所站|站所|分局|税务所|干部|党员|同志|人员|领导)"
"""个别支部学习不够经常: the figure behind it is of those that nobody names."""
_SOME_OF_US = re.compile(_SOME)
_SOME_PERSONS = re.compile(r"(?:干部|党员|同志|人员|领导)$")
"""少数干部担当不足。 says nothing of the figures of the next sentence."""
_INSIDE = (
    rf"{_SOME}|全[所厅股科]|[所股厅]里|社区|[联共]建单位|党总支|党小组|(?!{subjects.DONE_TO})(?:(?![抓让把对向为建强化与和及将使由在从共有设下现局个])[\u4e00-\u9fff]){{0,6}}?支部|群团|共青团|工会|团委|妇联|办税(?:服务)?大?厅|(?:纳税)?服务大厅|"
    rf"(?!各|{subjects.DONE_TO})(?:{_H}{{1,5}}?分局|{_H}{{1,6}}税务所|{_H}{{0,3}}[\u4e00-\u9fff](?<![场住诊各有无之所因])所(?=是|荣获|获|被|上下|全体|全年|干部|紧|聚|抓|坚|狠|班子|辖|税费|组织|带头|工作|$))"
)
_PERSON = (
    rf"{subjects.NOBODY}{_H}{{2,4}}同志(?!们)|{_H}{{0,8}}(?:书记|[局股科所组]长|主任|委员|科员){SURNAME}{_H}{{1,2}}|{SURNAME}{_H}{{1,2}}(?:同志|$|(?=带头|率先|主动|作为|担任|是|（))|"
    r"[\u4e00-\u9fff]某某?|分管(?:局)?领导|副局长|副书记"
)
_OTHER_BODIES = rf"{_H}{{0,4}}(?:法院|检察院|公安局|财政局?|审计局|统计局|人社局|医保局|住建局|稽查局|公司|集团)"
_REPORTS = re.compile(
    r"(?:财政|统计|审计|人社|医保|住建|公安|市场监管|人行|银行)[^，。]{0,4}(?:反馈|通报|统计|显示|提供|测算)|(?:财政|统计局?|人社|医保|发改|预算|考核|国库|地方|[省市区县]级)(?:部门)?(?:的)?(?:统计)?口径"
)
"""Other offices that tell us a figure tell their own; 市局 and 区委, who reply to us, are no such offices."""
_AIMS = re.compile(r"(?:年度|全年|年初|年)?(?:工作|收入|税费)?(?:目标|计划|任务|预期|预算)(?:数|任务)?")
_MYSELF = re.compile("本人|我|个人")
_WHO = re.compile(f"{_INSIDE}|{_PERSON}|{_OTHER_BODIES}|{_PLACES}")
_INNER = re.compile(f"{_INSIDE}|{_PERSON}")
_PART = re.compile(f"{_PARTS}|{_PEOPLE}")
_TAX, _OUTLET, _TOPIC = re.compile(_TAXES), re.compile(_MEDIA), re.compile(_TOPICS)
_ONE_TAX = re.compile(r"(?:(?:个人|企业)所得|土地增值|增值|消费|房产|印花|资源|车辆购置|环境保护|契)税")
_FESTIVAL = re.compile(rf"{_FESTIVE}(?=监督|检查|廉政|提醒|教育|慰问|纪律|作风|$)")
"""节假日期间紧盯酒驾醉驾 is when it was done; what holds for a whole clause is judged as a campaign."""
_OF_A_REGION = re.compile(r"国民经济|统计公报|财政(?:预算|决算|收支)|预算执行")
_OF_DEEDS = frozenset({"party", "supervision"})
_AMOUNTS = {"元", "户", "户次", "%"}
_MORE_DEEDS = r"[压夯做抓]实|做[强优]|建强|筑牢|激[发活]|提升|深化|突出|注重|关[心爱]|拓展|规范|增强|提高"
"""压实支部书记责任, 深化部门协作: what we did, to whom."""
_OF_US = r"(?P<us>(?:[我本全]局|[我本全]?[区县](?:税务)?局|[我全][区县])?(?:辖区内?)?(?:机关)?)"
"""我局第一税务所, 我区房地产业, 全局青年干部 are not all of us."""
_START = re.compile(
    rf"^[\s“”·—–－…]*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．])?{subjects.OPENING}{_OF_US}(?=服务大厅|(?!{subjects.DONE_TO}|{_MORE_DEEDS}))"
)
_LED_BY = re.compile(r"^(?:受|因|由于|随着|得益于|有赖于)")
"""受房地产业拖累: of a part; 受疫情影响 is only why."""
_ONLY_WHY = re.compile(
    r"(?:政策|因素|退税|缓税|征缴|征收|缴费|汇缴|清缴)(?:等|的|多重|因素|政策性|集中|大规模|办理)*影响$"
)
_ITEM = re.compile(
    r"^[\s·]*(?:[一二三四五六七八九十]是|首先|其次|再次|第[一二三四五六]是|[（(]?[\d一二三四五六七八九十]+[）)、.．])"
)
_SIDE = re.compile(r"(?:方面|领域|板块|来看|来说|来讲|这一块|条线|层面)$")
_QUOTED = re.compile(r"“[^”]{0,20}”")
_CLAUSES = re.compile(r"([^，：:,—–－]+)([，：:,—–－]*)")
_WE_ACT = re.compile(
    r"(?<![是与和同对向给为到来从被比较据])(?:我局|本局|全局|(?<![市省])局党委|(?<!\w)[县区](?:税务)?局)|^[\s·]*(?:机关)?党委(?!委员|书记|副书记)|^[\s·]*(?:党委)?纪检组(?!长)"
)
"""We ourselves act: not 与我局建立, 是我局的一个分局."""
_KIND = re.compile(rf"集体(?=谈|约谈)|(?:^|，)(?:看望|慰问|走访慰问|家访)[^，{FIGURE}]{{0,12}}(?=，|$)")
"""慰问困难群众**户, counted for itself, says nothing of the talks behind it."""
_MET = re.compile(rf"(?:{_PEOPLE})[^，；]{{0,8}}(?:座谈|恳谈|见面|谈话)")
"""召开青年干部座谈会，收集意见建议**条: of those who were met."""
_NO_BODY = re.compile(r"局[面势部限长中]|责成|当好|[开创打破]|^(?:[几多这那]|深化|提升|突出|拓展|压实)")
_ABOVE_US = re.compile(r"总局|[省市](?:税务)?局|[省市区县](?:委|政府|纪委)|组织部|人大|政协|上级|工委|巡察组")
_PRAISE = re.compile(
    r"批示|肯定|重视|表扬|表彰|评价|关心|支持|部署|要求|指出|强调|领导|交办|巡察|考核|督[导查察]|调研|莅临|授予|反馈|通报|会议|检查|印发|下达|精神"
)


def doubt(context: Context, metric: Metric, earlier: Sequence[str], *, counted: bool) -> str | None:
    """Why the figure may be of another or of a part, by what opens its sentence, its item or the sentence before.

    `earlier`: the sentences of the paragraph before, the nearest first; `counted`: the nearest holds a figure of its own.
    """
    if said := _beside(context, metric):
        return _reason(said, metric)
    for clause, label in reversed(_clauses("，".join(_QUOTED.sub("", words) for words in context.when))):
        if label and (said := _anywhere(clause, metric) or _aim(clause, metric)):
            return _reason(said, metric)
        if said := _begins(clause, metric):
            return _reason(said, metric)
        if _WE_ACT.search(clause) or _in_charge(clause, metric):
            return None
        if said := _opens(clause, metric):
            return _reason(said, metric)
    item = _ITEM.match(context.lead or context.before)
    before = _before_the_list(earlier) if item else earlier
    said = None if item else _of_the_item(earlier, metric)
    said = said or _of_the_sentences_before(before, metric, counted=counted)
    return _reason(said, metric) if said else None


def body_in(words: str, metric: Metric) -> str | None:
    """The part of the bureau, the person or the other body that some words name, if the metric does not count it."""
    return next((said[0] for said in _WHO.finditer(words) if not _known(said[0], metric)), None)


def in_heading(heading: Heading, context: Context, metric: Metric) -> str | None:
    """The word of a heading that limits what stands below it. The title of a report limits only if it is of a part as a whole."""
    words = re.sub(r"[\s“”]", "", heading.words)
    if heading.level == 0:
        return _of_the_title(words, metric)
    if heading.level < 0:
        who = _WHO.search(re.split(r"[：:]", words)[-1])
        return who[0] if who and not _known(who[0], metric) else None
    first = re.split(r"[，,、。：:]", words)[0]
    said = _anywhere(first, metric) if len(first) <= _ITEM_LABEL else _opens(first, metric)
    addressed = heading.level >= LOWEST and said and not _INNER.search(said) and not _PART.search(said)  # 区委宣传部：
    if said is None or addressed or _WE_ACT.search(first):
        return None
    ours = subjects.OURS.search(context.clause)
    return None if ours and (_WHO.search(said) or "全局" in ours[0]) else said


@lru_cache(maxsize=4096)
def narrowing(heading: str) -> tuple[str, ...]:
    """The words of a heading that may say of whom or of which part it is, whatever metric stands below: 离退休干部, 二分局."""
    words = re.sub(r"[\s“”]", "", heading)
    found = [said[0] for pattern in (_WHO, _PART, _TAX, _OF_GROUP) for said in pattern.finditer(words)]
    return (*found, *re.findall(_FESTIVE, words))


_OF_GROUP = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:公务员|人员|职工|党员|团员|学员|新人)|新任职?(?:干部|同志)|第[一二三四五六七八九十]+[批期轮次阶组]段?"
)


def _of_the_title(words: str, metric: Metric) -> str | None:
    region = _OF_A_REGION.search(words)
    if region and split_unit(metric.unit)[1] in _AMOUNTS:
        return region[0]
    if re.search(r"税务局|我局|党委|党建", words):
        return None
    taxes = set(_ONE_TAX.findall(words))
    patterns = (re.compile(f"{_INDUSTRY}|{_TYPE_OF_FIRM}企业|小微"), *((_ONE_TAX,) if len(taxes) == 1 else ()))
    return next((m[0] for p in patterns for m in p.finditer(words) if not _known(m[0], metric)), None)


def _reason(said: str, metric: Metric) -> Lasting:
    return Lasting(f"前面说的是“{said}”，不一定是整个“{metric.name}”", said)


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[tuple[str, bool], ...]:
    """The clauses of a sentence, and whether each is a label: before ： or a dash, 制造业方面, 二是抓小微."""
    found: list[tuple[str, bool]] = []
    for said in _CLAUSES.finditer(unspaced(text)):
        clause = said[1].strip("·")
        marked = bool(re.search(r"[：:—–－]", said[2])) or bool(_SIDE.search(clause)) or bool(_ITEM.match(clause))
        if clause:
            found.append((clause, marked and len(clause) <= LABEL))
    return tuple(found)


@lru_cache(maxsize=1024)
def _first_clause(sentence: str) -> str:
    """The first clause that says more than a period; empty if none does."""
    return next((c for c, _ in _clauses(sentence) if fillers.residue(without_periods(c))), "")


@lru_cache(maxsize=1024)
def _patterns(metric: Metric) -> tuple[re.Pattern[str], ...]:
    """The words that can part a metric."""
    found = [_WHO, _PART]
    if split_unit(metric.unit)[1] in _AMOUNTS:
        found.append(_TAX)
    if metric.table == "publicity":
        found.append(_OUTLET)
    if metric.table in _OF_DEEDS or metric.table == "publicity":
        found += [_TOPIC, *([_FESTIVAL] if "酒驾" not in metric.name else [])]
    return tuple(found)


@lru_cache(maxsize=4096)
def _anywhere(words: str, metric: Metric) -> str | None:
    """The first word in a label or a short heading that limits the metric."""
    names = any(word in words for word in (metric.name, *metric.words) if len(word) > 2)
    for pattern in _patterns(metric):
        for said in pattern.finditer(words):
            # 税收和非税收入: a label that names the metric itself beside another tax
            if not _known(said[0], metric) and not (names and pattern is _TAX):
                return said[0]
    return None if _praises(words) or subjects.inside_subject(words) else _body(words, metric)


def _opens(clause: str, metric: Metric) -> str | None:
    """The word or the name that begins a clause and limits the metric: whose deeds, or which part, it tells of."""
    if reports := _REPORTS.search(clause):
        return reports[0]
    return None if _praises(clause) else _begins(clause, metric) or _body(clause, metric)


def _begins(clause: str, metric: Metric) -> str | None:
    """The limiting word that begins a clause, be it of ours: 制造业增势良好, 我局青年干部. An item of a list with a figure of
    its own limits no other: 社保费收入**亿元，非税收入**亿元; 全局支部**个, 主题党日**次，谈心谈话**人次.
    """
    led = _LED_BY.match(clause)
    if led and _ONLY_WHY.search(clause):
        return None
    start = led or _START.match(clause)
    if start is None or _praises(clause):
        return None
    of_us = led is None and start["us"]
    for pattern in _patterns(metric):
        if (led and pattern not in (_PART, _TAX)) or (FIGURE in clause and (of_us or pattern in (_TAX, _TOPIC))):
            continue
        said = pattern.match(clause, start.end())
        if said and not _known(said[0], metric):
            return said[0]
    return None


def _body(clause: str, metric: Metric) -> str | None:
    """The other body, or part of the bureau, whose deeds a clause tells. 打开工作局面 and 责成区局 name none."""
    who = subjects.other_subject(clause)
    if not who or subjects.is_ours(who, metric) or _NO_BODY.search(clause[clause.find(who) :][: len(who) + 1]):
        return None
    return who


def _beside(context: Context, metric: Metric) -> str | None:
    """集体谈心谈话, 看望慰问困难党员，谈心谈话: the kind of deed, or to whom, which no wording has."""
    if metric.table not in _OF_DEEDS:
        return None
    before = re.sub(r"[^\S，]", "", "，".join(context.when))
    said = _KIND.search(before) or (_MET.search(context.lead) if metric.key == "suggestions_collected" else None)
    return said[0].strip("，") if said and not _known(said[0], metric) else None


def _of_the_item(earlier: Sequence[str], metric: Metric) -> str | None:
    """二是抓小微。政策直达快享。办理退税降费*亿元: the label of the item, up to where we ourselves act."""
    for at, sentence in enumerate(earlier):
        item = _ITEM.match(sentence)
        if item or (at == 0 and len(earlier) == 1):
            first = re.split(r"[，,：:]", sentence[item.end() :])[0] if item else sentence
            return _anywhere(first, metric) if len(first) <= (_ITEM_LABEL if item else _BARE_LABEL) else None
        if _WE_ACT.search(sentence):
            return None
    return None


def _of_the_sentences_before(earlier: Sequence[str], metric: Metric, *, counted: bool) -> str | None:
    """Whose deeds the nearest sentence tells that says so; a part goes on to the next sentence only."""
    for at, sentence in enumerate(earlier[:_BACK]):
        first = _first_clause(sentence)
        if _in_charge(first, metric) or (_WE_ACT.match(first) and not _begins(first, metric)):
            return None
        said = _opens(f"{first}{FIGURE}" if counted and at == 0 else first, metric)
        if said and _SOME_OF_US.match(said):
            return None if _SOME_PERSONS.search(said) or at else said
        if said and (at == 0 or not _PART.match(said)):
            return said
        if any(_WE_ACT.search(clause) for clause, _ in _clauses(sentence)):
            return None
    return None


def _before_the_list(earlier: Sequence[str]) -> Sequence[str]:
    """What stands before 一是…；二是…: one item says nothing of the next."""
    items = [at for at, sentence in enumerate(earlier) if _ITEM.match(sentence)]
    return earlier[items[-1] + 1 :] if items else earlier


def _in_charge(clause: str, metric: Metric) -> bool:
    who = subjects.other_subject(clause)
    return bool(who) and subjects.is_ours(who or "", metric)


def _praises(clause: str) -> bool:
    """区委书记作出批示, 市局党委高度评价: those above us speak of us."""
    return bool(_ABOVE_US.search(clause)) and bool(_PRAISE.search(clause))


def _aim(label: str, metric: Metric) -> str | None:
    """目标：税费收入****亿元."""
    said = _AIMS.fullmatch(label) or _MYSELF.fullmatch(label)
    return said[0] if said and not _AIMS.search(metric.name) else None


def _known(said: str, metric: Metric) -> bool:
    """Whether the metric says the word itself, or it is the department that does it for the bureau."""
    spoken = (metric.spoken, *metric.about, metric.owner)
    return (
        any(said in words for words in spoken)
        or ("支部" in said and "支部" in metric.name)
        or subjects.is_ours(said, metric)
    )
