"""Words that set the scope of a figure, and words that turn it into another figure.

全市, 各支部, 个人所得税 change the scope; 同比增长, 日均, 计划 make another figure of it; 参加, 配合, 本人 another's or one
person's share of it. A figure whose slot the metric does not have must not be taken for the metric: the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from metrics.model import Metric
from metrics.numbers import split_unit
from metrics.periods import year_period
from report.binding import subjects, topics
from report.binding.likeness import grams
from report.binding.passages import Context
from report.binding.period_words import without_periods
from report.binding.periods_said import PeriodSlot
from report.binding.reasons import Lasting
from report.finding.measures import tail_at, unit_fit
from report.finding.spaces import unspaced
from report.model import Blank, Claim

CHANGE = re.compile(
    r"同比|环比|(?<!占)比上年|较上年|(?<!占)比去年|较去年|(?<!占)[比较]同期|增幅|降幅|增速|增收|减收|(?:增长|增加|上升|提高|提升|下降|减少|降低|回落|压缩|(?<![至许众最很])[多少](?:征|收|完成|入库|组织|办理|实现|开展)|翻了?)(?!至|到|为|了?税|负|质|服务|能力)|[多少]$"
)
_AVERAGE = re.compile(
    r"日均|月均|人均|户均|周均|年均|平均|每(?:天|日|月|周|人|户|季度?|半年|年|次|场|期|名|家|个|位|篇|件|支部|所)|单日|单月|最高|最多|最长|峰值"
)
_DAILY = ("日均", "每天", "每日")
_INTENT = re.compile(
    r"原定|原拟|年初(?:确定|定下|部署|提出|安排|计划|预定)|如果|假如|倘若|一旦|(?<![\u4e00-\u9fff])若|计划|力争|目标|预计|预测(?!准确|精准|偏差|分析|模型)|[有可]望|拟(?!定)|确保[^，]{0,10}(?:完成|实现|开展|组织|达到?)|争取|预算|明年|下一步|应当|不低于|不少于|至少|序时|(?<![即把])将(?:再|继续|陆续|全面|深入|分批|集中|统一)?(?:开展|组织|召开|举办|进行|完成|实现|达|放映|播放|观看|检查|收集|征集|举行|安排)|还将|即将|将要|将于|打算|准备(?=开展|组织|召开|举办|放映)|(?<![相对适响反供])应(?=开展|组织|召开|举办|完成|放映|谈|办理|落实|入库|退税)|(?<![认许宁不尽亦还也均便皆才即])可(?=开展|组织(?!的)|办理|落实|入库|实现|退税|减税)|(?:还|尚|仍)需(?!要?整改)|(?<![\u4e00-\u9fff])再(?=组织|开展|办理|入库)|需要?再|还要(?:再|继续)?(?=开展|组织|召开|举办|完成|办理|实现|入库|放映|收集|进行)|(?:据|按照?|经)(?:初步)?(?:测算|估算)|(?:保守|粗略|初步|大致)(?:估[计算]|计算|测算)|(?<![主重需必只不还就首紧概])要(?=开展|组织|召开|举办|完成|放映|抓好|收集|进行)"
)
AIM = re.compile(r"计划|目标|任务|预算|序时")
_BASIS = re.compile(r"同口径|自然口径|可比口径|剔除|还原|加回|扣除|按日历日|按工作日|按?自然日|工作日均")
_TAKEN_OUT = frozenset({"剔除", "还原", "加回", "扣除"})
_TAKEN = re.compile("|".join(sorted(_TAKEN_OUT)))
_OF_DAYS = re.compile("[日天]")
_NATURAL = "自然口径"
_SAME_BASIS = re.compile(
    r"同口径|可比口径|(?:剔除|还原|加回|扣除)了?(?:增值税|大规模|集中|增量|存量)*留抵(?:退税|税额)?+(?:因素|影响)*+(?![和及与、等])"
    r"|(?<![和及与、])留抵(?:退税|税额)?(?:因素)?(?:全部|因素|予以)?(?:剔除|还原|加回|扣除)"
)
"""剔除留抵退税因素, 把留抵退税还原回去: in other words, the same basis."""
_TAXES = (
    r"税收收入|非税|社保费|社会保险费|(?:养老|医疗|失业|工伤|生育)保险|医保费|教育费附加|工会经费|增量|存量|水利建设?基金|残保金|残疾人就业保障金|土地出让|城乡居民|企业社保|机关事业|"
    r"个人所得税|企业所得税|增值税|消费税|契税|房产税|印花税|土地增值税|城镇土地使用税|城建税|车辆购置税|车购税|车船税|资源税|环保税|环境保护税|耕地占用税|烟叶税|(?<!城)关税|"
    r"留抵|退税|退库|减税|降费|六税两费|缓缴|缓税|缓费|缓征|减免|免征|减征|抵减|返还|代扣|代收|加计扣除|小规模|免抵调|查补|清欠|欠税|滞纳金|罚款|清缴|出口|地方(?:级|税|财政|一般)|一般公共预算|公共财政|财政总?收入"
)
_PARTS = (
    r"国内(?=税|增值|消费)|制造业|工业|农业|采矿业|房地产业?|建筑业|批发零售|金融业|服务业|餐饮业|运输业|电力|煤炭|高新技术|科技型|规模以上|[十百千]强|前[\d一二三四五六七八九十百]+[大强户名]|贡献|第[一二三]产业|小微企业|中小微|个体工商户|重点(?:税源|行业|企业|纳税人|项目)|"
    r"国有企业|民营企业|外资|中央级|省级|市级|区县级|县级|区级|乡镇级|本级|离退休|老干部|退役|女(?:干部|委员|党员|同志|性|职工)|青年|年轻|中央(?:级|媒体|主流|主要|[及和、])|省市媒体|主流媒体|国家级|(?:[省市区县]内|地方|本地|当地|行业|官方)(?=媒体)|公众号|官微|官网|网站|抖音|视频号|刑事|司法|领导责任|直接责任|一把手(?![”\"]?(?:工程|负总责|负责|带头|亲自|主抓|挂帅|总负责|靠前|牵头|上手))|新入职|新进|党纪|政务|对(?:纳税人|企业|中介)|(?:标准化|星级|示范|模范|先进|优秀)(?=党?支部|简报|研讨|成果)|新提拔|新提任|新录用|新任|新媒体|新党员|预备党员|发展对象|入党积极分子|回头看|受处分|受处理|被处分|家属|(?<![和与、])人工(?![和与、及])|副书记|副局长|副主任|(?<!热)线上|线下|网上|云端|12345"
)
_PLACES = (
    r"全国|全省|全市(?!局)|全州|全系统|我市|我省|本市|本省|各县|各区县|各市县|各分局|各单位|各部门|辖区外|外省|兄弟单位|其他单位|开发区|高新区|园区|各?乡镇|全镇|全乡|街道|城区|"
    r"办税(?:服务)?厅|服务大厅|巡视|审计|督察"
)
_SCOPE = re.compile(f"{_PLACES}|{_PARTS}")
_KINDS = re.compile(_TAXES)
_JOINT = re.compile(r"[\u4e00-\u9fff]{2}(?:以及|[和及与])(?=税|非税|社保|社会保险|缓|退税|费)")
"""税收和非税收入**亿元 is neither of the two."""
_BOTH_ANSWER = re.compile(
    r"人工(?:服务|接听|[坐座]席)?(?:加上?|和|与|及)智能(?:语音)?，*[^，：]{0,2}(?:一共|总共|合计|共)"
)
_BRANCH = re.compile(
    r"(?:各|每个|全体|基层|所属|下属|机关|指导|督导)(?:党)?(?:总)?支部|支部|[科股]室|所(?:共|均)|分局|税务所|党小组|学习小组"
)
_ALL_BRANCHES = {f"{who}{what}" for who in ("", "各", "全体", "基层", "下属", "所属") for what in ("支部", "党支部")}
_FLOW = re.compile(
    r"新成立|共建|联建|结对|新增|新建|新设|新办|增补|补选|增选|撤销|注销|净增|撤并|完成换届|按期换届|换届(?:的)?(?:党)?支部|现有|在职|在岗"
)
_SHARE = re.compile(
    r"本人|我个人|个人参|参加(?!评)|参训|参会|参与|出席|列席|旁听|观摩|接受(?!咨询|来电)|迎接|(?<!协作)(?<!密切)(?<!相互)配合|协助|陪同|承办|协办|应邀|督导|指导(?!下|思想|意见)"
)
_TURNED = re.compile(
    r"批示|采纳|采用|采编|转载|转化|转发|获奖|表彰|入选|阅读|点击|浏览|点赞|粉丝|播放量|覆盖(?!面[广大宽扩不])"
)
_DONE = re.compile(r"整改完毕|通过验收|完成整改|整改完成|整改到位|已整改|办结|整改销号(?!管理|制度|台账|机制|清单)")
_FINISHED = re.compile(
    r"完成|整改到位|已整改|销号|占(?!比)|(?:为|是|达到?|相当于)[^，。]{0,8}(?:目标|任务|计划|预算)[^，。]{0,4}的"
)
_NEGATED = re.compile(
    r"未(?!来|央)|没有|不含|不包括|除[^，]{1,8}外|漏接|遗漏|取消|退回|剩余|不(?:太|够|很)?满意|未评价|仍有|尚有|尚余|待整改|待办|正在"
)


@dataclass(frozen=True, eq=False)
class _Group:
    """Words of one kind, and where around a figure they count. Told apart by itself: a pattern's hash goes through all of it."""

    pattern: re.Pattern[str]
    place: str
    says: str

    @lru_cache(maxsize=2048)  # noqa: B019 - the groups last as long as the program
    def said(self, text: str) -> tuple[str, ...]:
        """What a text says of it; every metric that a figure may mean asks again."""
        return tuple(match[0] for match in self.pattern.finditer(text))


_GROUPS = (
    _Group(CHANGE, "left", "变动（同比、增减）"),
    _Group(_AVERAGE, "left", "平均或最高"),
    _Group(_FLOW, "scope", "新增或撤销"),
    _Group(_DONE, "near", "已完成"),
    _Group(_NEGATED, "left", "未完成或除外"),
    _Group(_INTENT, "scope", "计划或目标"),
    _Group(_BASIS, "scope", "口径"),
    _Group(_SCOPE, "scope", "范围"),
    _Group(_KINDS, "scope", "税费种类"),
    _Group(_JOINT, "left", "几项合计"),
    _Group(_BRANCH, "scope", "组织层级"),
    _Group(_SHARE, "scope", "个人参加或配合"),
    _Group(_TURNED, "near", "后来的结果"),
)
_BUT_KINDS = tuple(group for group in _GROUPS if group.pattern not in (_KINDS, _JOINT))
"""Of what is neither an amount nor a count of taxpayers: an inspection or a brief may be about a tax."""
_LASTING = (_FLOW, _INTENT, _SCOPE, _KINDS, _BRANCH, _SHARE)
"""What these say opens a sentence and holds for its other figures; a change or an average is of one figure alone."""
_FAR = (_INTENT, _BRANCH, _SHARE)
_PLACE = re.compile(_PLACES)
_EACH = frozenset({"每个", "每支部", "每所", "每名", "每家"})
_BODIES = re.compile(r"机关纪委|机关党委|纪检组|团委|工会|妇联|党小组|党总支")
_LEVEL = re.compile(r"总局|中央|[省市区县](?=委|政府|局|纪委|税务局|主?要?领导)")


def unexplained(context: Context, metric: Metric) -> str | None:
    """A slot word of the text that the metric does not have, in words for the person; None if all is explained."""
    bodies, others = set(_BODIES.findall(metric.name)), set(_BODIES.findall(context.left))
    if bodies and others and not bodies & others:
        return Lasting(f"文中说的是“{'、'.join(sorted(others))}”，而“{metric.name}”不是", "、".join(sorted(others)))
    spoken = f"{metric.spoken} {metric.basis} {metric.show}"
    for group in _GROUPS if _may_be_part_of_a_tax(metric) else _BUT_KINDS:
        pattern = group.pattern
        for said in group.said(_where(group, context, spoken)):
            if not _known(pattern, said, spoken) and not _harmless(said, context, metric):
                reason = f"文中有“{said}”（{group.says}），而“{metric.name}”不含"
                far = pattern in _FAR or said in _EACH or (pattern is _SCOPE and _PLACE.fullmatch(said) is not None)
                return Lasting(reason, said, far=far) if far or pattern in _LASTING else reason
    return (
        _left_out(context, metric)
        or _other_age(context, spoken)
        or _bad_press(context, metric)
        or _both_answer(context, metric)
        or _some_calls(context, metric)
        or _other_days(context, metric)
        or _told_to_others(context, metric)
        or topics.doubt(context, metric)
        or _outsiders(context, metric)
        or _other_basis(context, metric, spoken)
        or _other_level(context, metric, spoken)
        or subjects.doubt(context, metric, aimed=AIM.search(spoken) is not None)
        or other_line(f"{context.lead}，{context.clause}", metric)
        or _said_before(context, metric, spoken)
    )


def _where(group: _Group, context: Context, spoken: str) -> str:
    """The words around a figure in which a group's words count."""
    pattern = group.pattern
    where: str = getattr(context, group.place)
    if pattern is _KINDS:  # 税收收入*亿元、非税收入*亿元: what opens the list is another item
        return context.near if any(kind in spoken for kind in _KINDS.findall(context.near)) else where
    if pattern is _BASIS:
        return _in_one_word(where, spoken)
    return context.before if (pattern is _INTENT or pattern is CHANGE) and _starts_anew(context, pattern) else where


def caption_doubt(caption: str, metric: Metric) -> str | None:
    """上半年主要指标（全市）: of whom a table is, by the line above it."""
    spoken = metric.spoken
    for pattern in (_SCOPE, _BRANCH):
        for said in pattern.finditer(caption):
            if not _known(pattern, said[0], spoken):
                return f"表名说的是“{said[0]}”（范围），而“{metric.name}”不含"
    return None


@lru_cache(maxsize=1024)
def judged(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text holds words that `unexplained` judges."""
    patterns = (*(group.pattern for group in _GROUPS), _AGE)
    return tuple(said.span() for pattern in patterns for said in pattern.finditer(text))


def _known(pattern: re.Pattern[str], said: str, spoken: str) -> bool:
    """Whether the metric's own words hold what the text says, or another word of the same meaning."""
    if pattern is _BASIS and said in _TAKEN_OUT:
        return False  # of what, if not of the refunds (`_in_one_word`)
    if said in spoken or (pattern is _BRANCH and said in _ALL_BRANCHES and "支部" in spoken):
        return True
    if pattern is _AVERAGE:
        return said in _DAILY and any(word in spoken for word in _DAILY)
    return pattern is CHANGE and bool(CHANGE.search(spoken))


_EXCEPT = re.compile(r"（(?P<what>[^（）]*(?:含|包括|不计|除外|剔除|扣除)[^（）]*)）")
_WITHHELD = {"缓缴": "缓税|缓费|缓缴|缓征"}
"""What a caveat leaves out, in the words of reports."""
_OF_THE_WHOLE = re.compile(
    r"[余多]?(?:、[^，,。；（()\n]{0,16})?[，,；（(]?\s*其中[，,：:]?(?P<parts>[^。；）)\n]*?)(?=[。；）)\n]|$)"
)
_MASK = r"(?:[*＊×xX_＿〇○…\d.．]+|（\s*）)"
_FIRST_PART = rf"\s*(?:含|包括|有|办理|落实|对|党|各)?(?:{{}})[^*＊×xX_＿〇○…（\d]{{{{0,10}}}}{_MASK}"
_NEXT_PART = rf"\s*(?:{{}})[^*＊×xX_＿〇○…（\d]{{{{0,4}}}}{_MASK}"
"""Behind a comma the list of parts may have ended (，各支部开展主题党日**次): only the bare word with its figure goes on with it."""


def holds_more(after: str, metric: Metric, unit: str | None) -> str | None:
    """集中学习**次（其中支部**次）: a part of the figure, in its unit, that the metric leaves out by its own caveat."""
    said = _OF_THE_WHOLE.match(after)
    parts = re.split("[、，,：:]", said["parts"]) if said else ()
    for caveat in metric.caveats if said else ():
        words = caveat.removeprefix("不含")
        withheld = _WITHHELD.get(words, re.escape(words))
        for place, part in enumerate(parts if words != caveat else ()):
            named = re.match((_NEXT_PART if place else _FIRST_PART).format(withheld), part)
            tail = tail_at(part, named.end()) if named else None
            if named and (unit is None or tail is None or unit_fit(tail.unit, unit)):
                return f"“其中”后面有“{words}”，而“{metric.name}”不含"
    return None


_AGE = re.compile(r"\d+(?:周)?岁(?:及)?以[上下内]")
_OUTSIDE = re.compile(
    r"企业|公司|中介|从业人员|纳税人|商户|业主|代理机构|财务人员|嫌疑|犯罪|团伙|学生|群众|居民|村干部|社区干部|镇干部"
)
_PERSONS = {"人", "名", "人次"}
_RECORD = re.compile(r"首次|首度|历史性|历史新高|新高")


def _left_out(context: Context, metric: Metric) -> str | None:
    """（不含社保费） behind the figure, and a record (首次突破), which no metric knows of."""
    said = _EXCEPT.search(f"{context.near} {context.scope}")
    if said and not any(_excludes(caveat, said["what"]) for caveat in metric.caveats):
        return f"文中写明“{said['what']}”，“{metric.name}”不一定如此"
    record = _RECORD.search(context.near)
    return f"“{record[0]}”要由人核对往年的数" if record else None


def _excludes(caveat: str, said: str) -> bool:
    """Whether a metric's own caveat says the same: 不含书记; 含社保非税 of （含社保费）."""
    if caveat.startswith("不含"):
        return caveat.removeprefix("不含") in said and bool(re.search("不|除|剔|扣", said))
    return caveat.startswith("含") and "不" not in said and any(p in caveat for p in grams(said.split("含")[-1], 2))


def _other_age(context: Context, spoken: str) -> str | None:
    """40岁以下 where the metric counts those under 35."""
    for said in _AGE.findall(context.near):
        if re.sub(r"\D", "", said) not in spoken:
            return f"文中说的是“{said}”，指标不是"
    return None


_BAD_PRESS = re.compile(r"舆情|负面|谣言|失实|曝光")


def _bad_press(context: Context, metric: Metric) -> str | None:
    """处置涉税舆情*起，涉及媒体*家: press of another kind."""
    said = _BAD_PRESS.search(f"{context.lead}，{context.clause}") if metric.table == "publicity" else None
    return Lasting(f"文中说的是“{said[0]}”，不是宣传报道") if said else None


def _both_answer(context: Context, metric: Metric) -> str | None:
    """人工加上智能，一共接听*次: neither of the two."""
    said = _BOTH_ANSWER.search(f"{context.lead}，{context.clause}") if metric.subject == "hotline" else None
    return f"可能是“{said[0]}”一起的数" if said else None


_KIND_OF_DAY = re.compile(r"工作日|日历日|自然日")
_CALLS = r"(?:接听|接到|受理|接|了|咨询|电话|来电|热线|量|数|约|为|达到?)*(?=[，。；、）\s※]|$)"
_MEAN_OF_DAYS = re.compile(
    rf"(?:{_KIND_OF_DAY.pattern})(?:[里内中])?(?:日均|平均|每[天日]|均){_CALLS}"
    rf"|(?<![^，、；\s])(?:{_KIND_OF_DAY.pattern}){_CALLS}"
)
_DAYS_OFF = re.compile(rf"(?:节假日|双休日|周末)(?:日均|平均|每[天日])?{_CALLS}")


def _other_days(context: Context, metric: Metric) -> str | None:
    """日均**次，工作日日均**次: of two means of days only one says of what days; 工作日**次，节假日**次: each is of some calls."""
    if not _KIND_OF_DAY.search(metric.basis):
        return None
    elsewhere = f"{context.lead}，{context.behind}，{context.trail}"
    said = _DAYS_OFF.search(elsewhere)
    if said is None and not _KIND_OF_DAY.search(context.clause):
        said = _MEAN_OF_DAYS.search(elsewhere)
    return f"同一句里另写了“{said[0]}”，这里按什么日子平均要由人确定" if said else None


_TOLD_TO = re.compile(
    r"[向给](?P<to>[\u4e00-\u9fff×＊*]{1,10}?(?:局|所|单位|公司|部门)(?:党委)?)(?:反馈|提出|指出|移交|通报|交办)"
)
_TO_US = re.compile(r"[我本全]?[县区旗]?(?:税务)?局(?:机关)?(?:党委)?")


def _told_to_others(context: Context, metric: Metric) -> str | None:
    """市局巡察组向邻县税务局反馈**条问题: of another bureau. Our own name has been read as 我局."""
    said = _TOLD_TO.search(context.before) if metric.table == "inspections" else None
    if said is None or _TO_US.fullmatch(said["to"]):
        return None
    return Lasting(f"是向“{said['to']}”反馈的，不一定是本局", said["to"])


_RAISED = re.compile(r"(?:反馈|提出|指出|移交|交办|通报|发现|查摆)(?:出|给[我本]局)?的?[^，]{0,4}$")
_THEN_DONE = re.compile(r"[^，]{0,14}?(?:问题|事项|意见)[^，]*?(?:整改|完成|销号|办结|解决|清零)")
_CLOSED = frozenset({"inspection_issues_closed"})


def raised_or_done(figure: Blank | Claim, metric: Metric, around: Callable[[Blank | Claim], Context]) -> str | None:
    """市局巡察反馈的**条问题全部完成整改: all that were raised, or as many as are mended. 反馈问题完成整改**条 says which."""
    if metric.key not in _CLOSED or isinstance(figure, Claim):
        return None
    context = around(figure)
    if not _RAISED.search(context.before) or not _THEN_DONE.match(context.after):
        return None
    return "不知道写的是反馈了多少，还是已经整改了多少，两个数不同。请由人确定"


_SOME_DAYS = re.compile(r"工作日|节假日|双休日|周末|夜间|非工作时间|大厅|窗口")
_SURVEY = re.compile(r"调查|回访|问卷|评议|测评|窗口|大厅|办税")
_RATED = frozenset({"hotline_rated", "hotline_satisfied", "hotline_satisfaction"})


def _some_calls(context: Context, metric: Metric) -> str | None:
    """工作日来电总量, 电话回访参与评价: calls of some days, or the opinions of those who were asked."""
    if metric.subject != "hotline":
        return None
    said = _SOME_DAYS.search(context.scope)
    if said and said[0] not in f"{metric.spoken} {metric.basis}" and metric.unit != "%":
        return f"文中说的是“{said[0]}”的，“{metric.name}”是全部的"
    asked = _SURVEY.search(f"{context.lead}，{context.clause}") if metric.key in _RATED else None
    return Lasting(f"文中说的是“{asked[0]}”，“{metric.name}”是来电评价", asked[0]) if asked else None


def _outsiders(context: Context, metric: Metric) -> str | None:
    """Persons who are not the bureau's own: 追究企业责任人."""
    said = _OUTSIDE.search(context.near) if metric.unit in _PERSONS else None
    return f"文中说的是“{said[0]}”，不是本局的人" if said and said[0] not in " ".join(metric.words) else None


def _harmless(said: str, context: Context, metric: Metric) -> bool:
    """An amount has no basis but the natural one; who was elected is newly in office."""
    natural = said == _NATURAL and not CHANGE.search(metric.name) and "同口径" not in metric.name
    robot = said == "人工" and "智能" in context.near and said not in context.near  # 人工接听*次、智能解答*次
    return natural or robot or (said == "新任" and "选" in context.clause)


_REALLY = re.compile(r"实际(?!需|要|情况)|最终|(?:全年|已经?|共|累计)完成")
_COMES_TO = re.compile(r"(?:全年|累计|总数|总量|共|已)*(?:达到?|增[至到加]+到?|升[至到]|为|共)")


def _starts_anew(context: Context, pattern: re.Pattern[str]) -> bool:
    """年初计划开展**次，实际开展**次; 较上年增加**人次，达到**人次: a clause that goes on with one before it, and not with its plan or
    its change.
    """
    own = unspaced(context.before)
    if pattern is CHANGE:
        return _COMES_TO.fullmatch(own) is not None
    return _REALLY.search(own) is not None


def done_since(words: str) -> bool:
    """Whether words say that what follows was really done, whatever was planned before."""
    return _REALLY.search(words) is not None


def is_plan(said: str) -> bool:
    """Whether a word of the text is one of a plan."""
    return _INTENT.search(said) is not None


def is_flow(said: str) -> bool:
    """Whether a word of the text is one of what came new or went."""
    return _FLOW.search(said) is not None


def _may_be_part_of_a_tax(metric: Metric) -> bool:
    """A tax is a part of amounts and of taxpayers; an inspection or a brief may be about it."""
    return split_unit(metric.unit)[1] in {"元", "户", "户次", "%"}


_OF_A_RATE = re.compile(r"[^，：]*(?:增长|下降|上升|提高|回落|增幅|降幅|增速)(?:率|为|了|达到?)?[余近超约]?\s*(?:，|$)")
"""剔除留抵退税因素后同口径增长**%，其中社保费**亿元: the basis of a rate told in its own clause is none of the amounts behind it."""


def _other_basis(context: Context, metric: Metric, spoken: str) -> str | None:
    """A basis said before the clause holds in it, unless the clause says its own or speaks of the year's target: that is of what
    was really collected (同口径增长**%，完成全年任务的**%).
    """
    aimed = AIM.search(context.clause) and _OF_AIMS.search(metric.name)
    lead = _in_one_word(context.lead, spoken)
    basis = _TAKEN if _BASIS.search(context.clause) else _BASIS  # 剔除缓税因素后，同口径增长**%
    match = None if aimed else basis.search(lead)
    if match and _OF_A_RATE.match(lead, match.end()) and split_unit(metric.unit)[1] == "元":
        return None
    days = metric.unit in {"%", "秒"} and match and _OF_DAYS.search(match[0])
    if match and days and _AVERAGE.search(lead, match.end()):
        return None  # 按工作日计算，日均接听**次，接通率**%: of the average alone
    if match and not _known(_BASIS, match[0], spoken) and not _harmless(match[0], context, metric):
        return f"前面说的是“{match[0]}”（口径），而“{metric.name}”不是"
    return None


def _in_one_word(text: str, spoken: str) -> str:
    """The same basis always as 同口径, for a metric that is of it."""
    return _SAME_BASIS.sub("同口径", text) if "同口径" in spoken else text


def _other_level(context: Context, metric: Metric, spoken: str) -> str | None:
    """Whose inspection, whose remark: 省局 where the metric counts those of 市局."""
    known, said = _levels(spoken), _levels(context.scope)
    if known and said and not known & said:
        level = "、".join(sorted(said))
        return Lasting(f"文中说的是“{level}”一级，而“{metric.name}”不是", level)
    return None


_FOR_WHOM = re.compile(rf"^(?:{subjects.OPENING})(?:针对|面向|聚焦|围绕|对于?|为|在|就)[^，]*?(?P<part>{_PARTS})")
_HOW_RECKONED = re.compile(
    r"(?:经?预计|预期|按照?(?:年初)?(?:计划|预算|目标)|根据(?:计划|预算)|(?:据|按照?|经)(?:初步)?(?:测算|估算|推算)|(?:保守|粗略|初步|大致)(?:估[计算]|测算|计算)|平均(?:到)?每(?:个)?[月季天日年周]度?|按[月季年]平均|[月季周年]均|(?:按照?|以)每?个?(?:[月周日天户人]|季度?)均?(?:平均)?[来去]?(?:计算|测算|折算|核算|算|计)|(?:折合|折算|分摊|平摊|摊)[到成为]?每个?[月季天日年周户人]度?)(?:全年|今年|本年|到?年底|[上下]半年|[一二三四]季度)*"
)
"""预计全年，税收收入**亿元; 按月平均，集中学习**次; 按户均计算，退税降费**亿元."""
_TAKEN_IN = re.compile(r"(?<![不未])(?:连同|加上|算上|计入|包括|包含|(?<!包)含)(?P<what>[^，]{1,16}?)(?:在内|后)?$")
"""连同社保费在内，税收收入合计**亿元: more than the metric."""
_OF_WHICH = re.compile(
    r"其中[，,]?(?:涉及|属于|关于|对于?|在|有关|就)?[^，]*(?:方面|领域|环节)的?(?:问题|事项|工作|任务)?"
)
"""其中涉及财务管理方面的问题，完成整改**条."""
_OF_AIMS = re.compile(r"目标|序时")
_ANY_KIND = re.compile(rf"{_TAXES}|税费")


def _said_before(context: Context, metric: Metric, spoken: str) -> str | None:
    """针对小微企业，退税降费**亿元: for whom, in the clause before; 非税收入**亿元，快于序时进度*个百分点: of which tax."""
    clauses = re.split(r"[，：:,]", re.sub(r"[^\S，：]", "", context.lead))
    if clauses[-1:] == [""]:
        clauses.pop()
    if clauses and (part := _OF_WHICH.fullmatch(clauses[-1])) and not AIM.search(metric.name):
        return Lasting(f"前面说的是“{part[0][:16]}”，是其中的一部分", part[0])
    ahead = _HOW_RECKONED.fullmatch(clauses[-1]) if clauses else None
    if ahead and ahead[0] not in spoken and not _AVERAGE.search(metric.name) and not AIM.search(metric.name):
        return Lasting(f"前面说的是“{ahead[0]}”", ahead[0])
    taken_in = _TAKEN_IN.search(clauses[-1]) if clauses else None
    for kind in _KINDS.findall(taken_in["what"]) if taken_in else ():
        held = any(caveat.startswith("含") and kind[:2] in caveat for caveat in metric.caveats)
        own = kind in spoken and kind in context.clause
        if not own and not held and _may_be_part_of_a_tax(metric):
            return f"前面说的是连同“{kind}”在内，不一定是“{metric.name}”"
    for clause in reversed(clauses):
        if (said := _FOR_WHOM.match(clause)) and said["part"] not in spoken:
            return Lasting(f"前面说的是“{said['part']}”（范围），而“{metric.name}”不含", said["part"])
        if subjects.OURS.search(clause):
            break
    kinds = _ANY_KIND.findall(f"{context.lead}，{context.before}") if _OF_AIMS.search(metric.name) else []
    other = bool(kinds) and kinds[-1] not in f"税费 {spoken}"
    return f"前面说的是“{kinds[-1]}”（税费种类），而“{metric.name}”不是" if other else None


_LINE = re.compile(r"(?<!\d)(?:123\d\d|96\d{3,4})(?!\d)")


def other_line(said: str, metric: Metric) -> str | None:
    """12366, 12345: the line of a province or a city, where the metric counts the calls to the bureau's own."""
    if metric.subject != "hotline":
        return None
    ours = subjects.OURS.search(said)  # 全省12366热线**次，本局**次
    line = _LINE.search(said, ours.end() if ours else 0)
    return Lasting(f"文中说的是{line[0]}，“{metric.name}”是本局自己的热线") if line else None


_PARTY = ("委", "政府", "纪委")
"""市委 inspects others than 市局 does."""


def _levels(text: str) -> set[str]:
    return {
        "市委" if m[0] == "市" and text.startswith(_PARTY, m.end()) else {"县": "区"}.get(m[0], m[0])
        for m in _LEVEL.finditer(text)
    }


_TELLING = 5
"""Characters of a wording that says all by itself, whatever words its metric's name has besides: 快于序时进度."""


_OF_REVENUE = re.compile("[税费]|收入")
"""Only revenue has bases: 谈心谈话增长**% wants none."""


def lacks(context: Context, metric: Metric) -> str | None:
    """The metric is a change, an average, a plan or of a stated basis by its name, and the text says nothing of the kind."""
    unsaid = f"文中没有“{metric.name}”所指的变动、平均或计划"
    groups = ((CHANGE, context.near), (_FINISHED, context.near), (_AVERAGE, context.scope), (AIM, context.scope))
    near = context.near.replace(" ", "")
    literal = any(len(word) >= _TELLING and word in near for word in metric.words)
    if not literal and any(pattern.search(metric.name) and not pattern.search(where) for pattern, where in groups):
        return unsaid
    if metric.basis == _NATURAL and _other_basis_follows(context.behind):
        return None
    basis = context.scope if _BASIS.search(context.clause) else f"{context.lead} {context.scope}"
    if not _BASIS.search(metric.name) or _BASIS.search(basis):
        return None
    return "文中没有写明是自然口径还是同口径" if _OF_REVENUE.search(f"{context.near} {context.lead}") else unsaid


def _other_basis_follows(behind: str) -> bool:
    """同比增长**%（同口径增长**%）: the rate that the next one is set beside is the natural one; not if that is of a part."""
    said = CHANGE.search(behind) and _SAME_BASIS.search(behind)
    return bool(said) and not re.search(r"其中|税收收入|社保费|社会保险费|非税", behind)


_YEARLY_AIM = re.compile(
    r"(?:全年|年度|今年|本年度?|当年|年初)的?(?:[税费收入组织工作市局下达]*)(?:目标|任务|计划|预算)(?!的)"
)


def whose_is_not_said(metric: Metric) -> str:
    """Why a figure asks whose words (`about`) the passage does not say."""
    return f"文中没有说是不是“{metric.name}”"


def is_bare_name(words: str, metric: Metric) -> bool:
    """满意率 of 热线满意率: a metric's name without the words that say whose it is, and with none of another (纳税人满意度)."""
    whose = "|".join(map(re.escape, metric.about)) or "(?!)"
    bare = {re.sub(rf"^(?:{whose})+", "", word) for word in (metric.name, *metric.words)}
    return words.strip() in {name for name in bare if len(name) <= len(metric.name)}


def of_whole_year(context: Context, metric: Metric, slot: PeriodSlot, year: int) -> PeriodSlot:
    """1—9月…。全年税费收入目标为**亿元: a target that is said to be the year's is of the year, whatever was told before it."""
    yearly = metric.table == "targets" and not metric.derived and _YEARLY_AIM.search(context.before)
    if not yearly or not slot.sure:
        return slot
    own = year if yearly[0].startswith(("今年", "本年")) else slot.period.year  # 2021年目标**亿元，今年目标**亿元
    return replace(slot, period=year_period(own), explicit=True, words="全年")


def names_it(context: Context, metric: Metric) -> bool:
    """Whether the words at the figure, or in the clause before that holds no figure, are the metric's core."""
    said = f"{context.near} {context.beside}"
    return any(all(word in said for word in words.split()) for words in metric.core)


_HOW_IT_WAS_DONE = re.compile(
    r"整改(?!不力)|销号|台账|措施|清单|[立即][行知][立即]改|责任到人|明确责任|压实责任|[期时]限|督办|到人|逐[条项一]|挂图作战|照单|认领|对账|我局|本局|局党委|坚持|年底|[上下]半年|全年|年内|一年来|今年|\d月"
)
_ANOTHER_SOURCE = re.compile(
    r"自查|自纠|审计|检查|督[查察导]|线索|不足|发现|民主|查摆|移交|信访|举报|暗访|评议|征求|调研|去年|上年|20\d\d|专项|短板|意见|审议|巡视|追究|主动"
)
_OTHER_DESK = re.compile(
    r"办税|大厅|窗口|导税|123\d\d|网[上站厅]|微信|公众号|评价器|自助|征纳互动|专线|投诉|举报|回访|调查|问卷|现场|来访|预约|辅导|群众"
)
TOLD_BY: dict[str, tuple[str, ...]] = {
    "inspections": ("inspection_issues", "inspection_issue_kinds"),
    "hotline": ("hotline_calls", "hotline_answered", "hotline_daily_calls"),
    "targets": ("revenue_total", "revenue_growth", "revenue_growth_same_basis"),
}
"""By subject, the metrics whose figures in the sentence before say whose a figure is: 市局巡察反馈问题*条。已整改*条; 组织税费收入*亿元。完成年度任务的*%."""


def goes_on(context: Context, metric: Metric) -> bool:
    """Whether a sentence goes on with what the one before tells of: 我局逐条制定措施，已完成整改*条. 自查发现问题 does not."""
    own = f"{context.lead}，{context.clause}"
    if metric.subject != "inspections":
        return not _OTHER_DESK.search(own)
    clauses = [c for c in re.split(r"[，：；]", context.lead) if without_periods(c).strip()]
    own = f"{context.lead}，{context.before}"
    return not _ANOTHER_SOURCE.search(own) and all(_HOW_IT_WAS_DONE.search(c) for c in clauses)


def says_whose(context: Context, metric: Metric, above: str = "") -> bool:
    """Whether the sentence, or what stands `above` it, holds a word without which the figure may be anybody's; true if the metric
    asks for none.
    """
    said = "，".join([above, *(f.text for f in context.fragments)])
    return not metric.about or any(all(word in said for word in words.split()) for words in metric.about)


DEED = re.compile(
    r"开展|组织|召开|举办|进行|举行|落实|推动|推进|报送|征集|收集|提出|送来|收到|专题汇报|汇报|获|受|批示"
)


def unsaid_half(metric: Metric, clause: str) -> str | None:
    """Of a metric that counts two things together (感谢信及锦旗), the one that the text does not speak of.

    A figure for letters alone is another figure; taking it for the joint one would correct a true sentence into a false one.
    """
    halves = metric.name.split("及")
    if len(halves) != 2 or min(map(len, halves)) < 2:
        return None
    return next((half.removesuffix("户数") for half in halves if half[:2] not in clause), None)
