"""What is said behind a figure of what it leaves out, of whom it is or how it was reckoned: 税费收入**亿元，不含社保费; 人次（仅机关）.

It makes another figure of it than the metric, unless the metric is that by its own caveats or basis. 以上 and 上述 speak of all figures
before them in the paragraph; any other such clause speaks of the figure right before it, 均 of those of the whole clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from metrics.model import Metric
from report.binding import limits, remarks, slots, subjects
from report.binding.passages import Context
from report.binding.periods_said import FIGURE, PeriodSlot, period_of
from report.finding.spaces import unspaced

_SHOWN = 16
"""Characters of the passage that a reason quotes."""
_NUMBER = r"(?:(?:以上|上述|前述|该|此|这一|有关|相关)?(?:各?项)?(?:数据|数字|数值|指标|数(?!据|字|值))?)"
_SAYS = rf"^{_NUMBER}(?:但|其中|均|都|皆|全部|统一|尚|暂|也|还|已)*"
_WITHOUT = re.compile(
    rf"{_SAYS}(?:不含|不包[括含]|未含|未计(?!算|入)|未包[括含]|[未不](?:纳入|计入)(?!上述|前述|总|合计|其中|考核)|仅(?!供|作)(?:含|为|统计|包括|限|指|是|算|计)|只(?:含|统计|包括|算|计|限|指))"
)
_LEFT_OUT = re.compile(
    r"(?:除外|另计|另算|另行统计|不计在内|不在[其此]内|[未不](?:计入|纳入|算在内|包括在内|含在内))$|^除(?!此)[^，]{1,12}外$|^不计(?!成本|报酬|得失|代价|其数)"
)
"""社保费除外, 社保费未计入: the same, said of what is left out."""
_TAKEN_OUT = re.compile(rf"{_SAYS}未?(?:剔除|扣除|还原|加回|减去)了?(?!.*后$)")
_BASIS = re.compile(
    rf"{_SAYS}(?:为|是|系)?(?:(?:统计|计算)?口径(?:为|是|系)[^，]{{1,8}}|(?:按照?|以)[^，]{{0,8}}(?:口径|日历日|工作日|自然日)(?:计算|统计|测算|核算|计)?|(?:同|可比)口径(?:数据?|计算|统计)?)$"
)
_OWN_BASIS = re.compile(rf"{_SAYS}(?:为|是|系)?(?:按照?|以)?(?:自然|入库)口径(?:数据?)?(?:计算|统计|测算|核算|计)?")
_ALL_OF = re.compile(r"^(?:且|并且|而且)?(?:均|都|皆|全部|全)(?:为|是|系|由|属于?)(?P<what>.+)")
_SOME_OF_US = re.compile(
    r"(?:局|分管|班子)领导|班子成员|领导班子|机关(?!党委|纪委)|全体党员(?!干部|[和、及与])|股室|科室"
)
_EVERYBODY = re.compile("全[体局员](?!党员(?!干部))|广大|各级")
_TO_SOME = re.compile(
    r"^(?:(?:主要|重点|专门|仅|只)*(?:是|均|都)*(?:面向|针对|限于|覆盖)|[^，]{0,2}(?:对象|范围|人员|口径)(?:主要|均|都|全部)*(?:为|是|包括|涵盖))(?P<what>.+)"
)
_BY_SOME = re.compile(r"^由(?P<what>[^，]{2,12}?)(?:分别|亲自|逐一|带队|牵头|具体)*(?:开展|组织|实施|完成|进行)")
"""对象为中层干部, 由班子成员分别开展."""
_NO_PART = re.compile(
    r"^(?:优秀|合格|满意|好评|历[史年]|[首零]|一次|正常|及时|即[时办]|第一时间|当[日天场]|按[时期]|如期|实打实|实招|干货|精品|专[人班业]|业务骨干|(?:党委|局党委|党组)?(?:书记|主要负责人|局长|“?一把手)[^，]{0,6}(?:主持|带[头队]|讲授?|牵头|组织)|我局|本局|全局|(?:局)?党委(?:组织|开展|主持|$)|真|实)"
)
_MEANS = re.compile(
    rf"{_SAYS}(?:这里|此处)?(?:仅|只|专|特|系|是)*指(?![导出向标数定示挥引派令纹明点正望责])(?P<what>.+)"
)
_TAKES_IN = re.compile(
    rf"^(?:其中|均|都|还|也|已|同时|且)*(?:含|包括|包含|涵盖|计入|加上|连同|算上)了?(?P<what>[^{FIGURE}]*)"
)
_NOT_IN_IT = {
    "refunds": re.compile(r"缓[税费缴征]|出口"),
    "revenue": re.compile(r"留抵|退税|代征|缓[税费缴征]|结转|上年|去年"),
}
"""What an amount does not hold, by subject: 退税降费**亿元，含缓税缓费*亿元 is more than the metric."""
_NEVER_IN_IT = {"refunds": _NOT_IN_IT["refunds"], "revenue": re.compile("代征")}
"""What it may be said to leave out, and be the metric."""
_UNSURE = re.compile(
    r"(?:尚未|未经?|有?待|需(?:要)?)[^，。；]{0,6}(?:核实|核定|核准|核对|复核|审定|最终确认)|^[^，]{0,4}以[^，]{1,10}为准$|^(?:数据|数字)?(?:为|系|是)?(?:暂估|暂定|初步)(?:统计)?(?:数|数据|结果)$|^(?:数据|数字)?(?:为|是|系)?(?:待核|未审|待定|暂[定估]|初步统计|不完全统计)$"
)
_PLAN_ALONE = re.compile(
    r"(?:为|系|是|属)?(?:年度|全年)?(?:计划|目标|任务|预算|预期|预计|预估|估算|测算|预测|快报|暂估)(?:数据?|值|口径)?"
)
_ABOVE = re.compile(
    r"(?:^|[，。；：（(\s])(?:注[：:])?(?:以上|上述|前述)(?:各?项|所有|全部)?(?:数据|数字|数值|指标|情况|数)?(?P<said>(?:均|都|皆|全部|统一|仅|只|为|系|是|指|截|不[含包]|未[含包]|按|尚|待|已?剔除|已?扣除)[^，。；（）()\n]*)"
)
"""以上数据均截至11月底, behind any of the figures before it."""
_BELOW = re.compile(
    r"^(?:以上|以下|上述|下列|下面)?(?:各?项)?(?:数据|数字|指标|情况)?(?:均|都|全部)?(?:仅|只)?(?:为|是|系|指|限)(?P<said>.+)"
)
"""以上均为机关数据： before the figures."""
_RIGHT_BEFORE = re.compile(r"[（(\[【](?P<said>[^（）()\[\]【】]*)[）)\]】][共计达为约近超]*$")
_RIGHT_BEHIND = re.compile(r"^[ \u3000]*[（(\[【](?P<said>[^（）()\[\]【】]*)[）)\]】]")
_NEXT = re.compile(
    r"[^。；;\n]*[。；;]\s*[（(]?(?P<said>(?:其中|以上|该|此|这一|数据|均|都)*(?:数据|数字|数)?(?:不含|不包[括含]|未含|未包[括含]|尚未核|未经?核|待\S{0,6}核实|已?剔除|已?扣除|未扣除|按照?\S{0,4}口径(?:计算|统计)(?=[。；;）)]))[^，。；;（）()\n]*)(?=[。；;）)\n]|$)"
)
"""税费收入**亿元。不含社保费。: the sentence right behind the one that the figure ends."""
_PARTED = re.compile("[，,；;：:]|[—–]+")


def doubt(context: Context, behind: str, rest: str, slot: PeriodSlot, metric: Metric, year: int) -> str | None:
    """Why a figure is not the whole metric by what stands behind it, or in a bracket at it; None if nothing says so.

    `behind`: the rest of its sentence, other figures marked; `rest`: that of its paragraph as it stands.
    """
    for bracket in (_RIGHT_BEFORE.search(context.before.rstrip()), _RIGHT_BEHIND.match(behind)):
        if bracket and (why := _in_bracket(bracket["said"], metric)):
            return why
    for clause in _clauses_behind(behind):
        if why := _restricts(clause, metric):
            return why
    behind_it = _NEXT.match(rest) if FIGURE not in behind else None
    if behind_it and (why := _restricts(behind_it["said"], metric)):
        return why
    above = _ABOVE.search(rest) if "以上" in rest or "述" in rest else None
    if above and (why := _of_all_above(above["said"], slot, metric, year)):
        return why
    lead = [c for c in _PARTED.split(context.lead) if c.strip()][-1:]
    below = _BELOW.match(lead[0].strip()) if lead and context.lead.rstrip().endswith(("：", ":")) else None
    return _is_part(below["said"], metric) if below else None


def _clauses_behind(behind: str) -> Iterator[str]:
    """The clauses that speak of the figure: those behind it, up to the next with a figure of its own."""
    own, *later = _PARTED.split(re.sub(r"[^\S\n]", "", behind).rstrip("。！？\n"))
    shared = FIGURE in own
    if not shared and own.strip("、"):
        yield own.strip("、")  # **人次、不含税务所
    for at, clause in enumerate(later):
        ahead = later[at + 1] if at + 1 < len(later) else ""
        if FIGURE in clause and not _TAKES_IN.match(clause):
            return
        changes = FIGURE in ahead and slots.CHANGE.search(ahead)
        if changes and (_TAKEN_OUT.match(clause) or _BASIS.match(clause)):
            continue  # 剔除留抵退税因素，同比增长**%: how the next figure was reckoned
        if not shared or clause.startswith(("均", "都", "皆", "全部")):
            yield clause
        if FIGURE in clause:
            return


def _restricts(clause: str, metric: Metric) -> str | None:
    """What a clause says of the figure before it."""
    said = f"后文写明“{clause[:_SHOWN].replace(FIGURE, '…')}”"
    if _UNSURE.search(clause):
        return f"{said}，数还没有定"
    if slots.CHANGE.search(clause) or _is_own_basis(clause, metric):
        return None
    if _WITHOUT.match(clause) or _TAKEN_OUT.match(clause) or _LEFT_OUT.search(clause):
        known = any(c.startswith("不含") and c.removeprefix("不含") in clause for c in metric.caveats)
        never = _NEVER_IN_IT.get(metric.subject)
        known = known or (never is not None and not _TAKEN_OUT.match(clause) and never.search(clause) is not None)
        return None if known else f"{said}，“{metric.name}”不一定如此"
    if _BASIS.match(clause):
        natural = "自然口径" in clause and "同口径" not in metric.name
        own = metric.basis and metric.basis.removeprefix("按") in clause
        return None if natural or own else f"{said}，“{metric.name}”不是这个口径"
    part = _ALL_OF.match(clause)
    if part and FIGURE not in clause and not _NO_PART.match(part["what"]) and part["what"] not in metric.spoken:
        return f"{said}，不知道是不是整个“{metric.name}”"
    if _MEANS.match(clause) or _of_some(clause, metric):
        return f"{said}，不知道是不是整个“{metric.name}”"
    return _takes_in(clause, said, metric) or _is_part(clause, metric, bare=False)


def _is_own_basis(clause: str, metric: Metric) -> bool:
    """均为自然口径, 按入库口径统计, 不含社保费 of 税收收入: what the metric is by its own meaning."""
    basis = _OWN_BASIS.fullmatch(clause)
    if basis and ("同口径" not in metric.name if "自然" in clause else metric.subject == "revenue"):
        return True
    own = re.search(r"不含(?P<what>[^，。；（）]+)", metric.meaning)
    said = re.match(r"(?:其中)?(?:均)?不(?:含|包括)(?P<what>[^，。；（）]+)$", clause)
    parts = re.split(r"[、和与及]", said["what"].replace("社保费", "社会保险费")) if said else []
    return own is not None and bool(parts) and all(part.removesuffix("收入") in own["what"] for part in parts)


def _of_some(clause: str, metric: Metric) -> bool:
    """Whether a clause says to whom, or by whom, it was done, and these are only some of us."""
    told = _TO_SOME.match(clause) or _BY_SOME.match(clause)
    if told is None or _EVERYBODY.search(told["what"]) or FIGURE in clause:
        return False
    words = [*limits.narrowing(told["what"]), *_SOME_OF_US.findall(told["what"])]
    return any(w not in metric.spoken and not subjects.is_ours(w, metric) for w in words)


def _takes_in(clause: str, said: str, metric: Metric) -> str | None:
    """含缓税缓费*亿元, 包括支部学习: more than the metric counts. What it is made of anyhow (包括留抵退税) is none."""
    within = _TAKES_IN.match(clause)
    if within is None:
        return None
    more = _NOT_IN_IT.get(metric.subject)
    who = limits.body_in(within["what"], metric)
    left_out = any(c.startswith("不含") and c.removeprefix("不含") in within["what"] for c in metric.caveats)
    if who or left_out or (more and more.search(within["what"]) and not more.search(metric.spoken)):
        return f"{said}，“{metric.name}”不含"
    return None


def _in_bracket(words: str, metric: Metric) -> str | None:
    """（仅机关）, （任务数）, （快报数）: whose or what a bracket at a figure says it is."""
    words = unspaced(words)
    aimed = slots.AIM.search(metric.spoken)
    if _UNSURE.search(words) or (_PLAN_ALONE.fullmatch(words) and not aimed):
        return f"括号里写的是“{words[:_SHOWN]}”，不是已经核定的实绩"
    some = _SOME_OF_US.fullmatch(words)
    return f"括号里写的是“{words}”，不一定是全局的数" if some else _is_part(words, metric)


def _of_all_above(said: str, slot: PeriodSlot, metric: Metric, year: int) -> str | None:
    """均截至11月底, 均为机关数据, 不含分局: what is said of all figures above."""
    told = period_of(said, "", "", year)
    if told.explicit and not (told.sure and told.period == slot.period):
        return f"后文说“以上”各数{said[:_SHOWN]}，这里没有写明期间"
    if _PLAN_ALONE.fullmatch(re.sub("^(?:均|都|全部)", "", said)) and not slots.AIM.search(metric.spoken):
        return f"后文说“以上”各数{said[:_SHOWN]}"
    return _restricts(said, metric) or _is_part(said, metric)


def _is_part(words: str, metric: Metric, *, bare: bool = True) -> str | None:
    """仅机关, 为机关数据: the part of the bureau of which a figure is said to be; `bare`: its name alone says so too."""
    words = re.sub("^(?:均|都|全部)", "", words)
    part = remarks.part_named(words, bare=bare)
    return f"文中写明“{words[:_SHOWN]}”，不一定是全局的数" if part and not subjects.is_ours(part, metric) else None
