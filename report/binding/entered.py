"""What came in of a revenue that was named just before: 税费收入稳中有进。全年入库**亿元; 税费收入目标**亿元，截至11月底已入库**亿元.

The clause says only that it came in; what came in is the one revenue that the clause or the sentence before names, be it as the
target that was set for it. The figure is read anew with that name put in, so that all that limits it (制造业税费收入稳中有进) still does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report.binding import fillers
from report.binding.passages import figure_end
from report.binding.period_words import plain, without_periods
from report.model import Blank, Claim

if TYPE_CHECKING:
    from report.binding.bind import Binder

_ENTERED = re.compile(r"(?P<opens>[^，。；：,;:\n]*?)(?P<deed>(?:已|共|共计|合计|累计|实际)*入库)[ \u3000]*")
_FIGURE = r"[*＊×xX_＿〇○…\d.．]+[万亿]?元"
_ENDS = re.compile(r"[余多]?\s*(?:$|[，。；）\n])")
_AIM = r"(?:年度|全年|年初)?(?:目标|任务|计划)(?:数|额)?(?:为|是)?[ \u3000]*"
_SET = re.compile(f"{_AIM}$")
_SET_BY = re.compile(r"(?:[省市]局|上级|年初)?(?:下达|核定|确定|安排)(?:给)?")
_LABEL = re.compile(r"^\s*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.．])?")
_WHEN = r"(?P<when>[^，。；]*[，,])?"
_AIMED = re.compile(rf"{_AIM}{_FIGURE}[，,；;]\s*{_WHEN}")
_NOT_YET = re.compile("[应未可将再需待尚拟望要能没不另还非每]")
"""应入库, 未入库, 再入库: single characters that `fillers.residue` leaves out."""
_OTHER_BASIS = re.compile("口径|还原|剔除|扣除")
_WENT = re.compile(
    r"(?:持续|继续|保持|实现|总体|整体|运行|呈现|较快|稳步|稳定|平稳|稳中|有进|向好|提质|增长|提升|上升|增收|回升|攀升|完成|圆满|顺利|如期|再创|新高|双增|量质|"
    r"齐升|有力|有序|有效|良好|态势|势头|任务|方面|情况|再上|迈上|跃上|新台阶)*[，,。；;]\s*"
    rf"{_WHEN}"
)
"""How it went, and nothing that was done about it (税费收入征收管理, 税费收入风险): an amount behind that may be what the deed brought."""


def place_of_name(binder: Binder, figure: Blank | Claim) -> tuple[int, str] | None:
    """Where in the text the name of the revenue is to be thought, and the name; None if the passage is none of the kind."""
    if figure.cell or isinstance(figure, Claim) or not _ENDS.match(binder.text, figure_end(binder.text, figure)):
        return None
    low = binder.passages.clause(figure.start)[0]
    said = _ENTERED.fullmatch(binder.text, low, figure.start)
    if said is None or _NOT_YET.search(said["opens"]) or fillers.residue(without_periods(said["opens"])):
        return None
    name = _named(binder, _before(binder, low))
    return (said.start("deed"), name) if name else None


def _before(binder: Binder, low: int) -> str:
    """What the sentence says before a clause, or else the sentence right before it in the paragraph; empty if either tells of an
    amount that is not a target.
    """
    sentence = binder.passages.sentence(low)
    begins = sentence
    if not fillers.residue(without_periods(binder.text[sentence:low])):
        if sentence == 0 or binder.text[sentence - 1] != "。":
            return ""
        begins = binder.passages.sentence(sentence - 1)
    told = [start for start in binder.passages.listed_before(low) if start >= begins]
    aimed = len(told) == 1 and _SET.search(binder.text[begins : told[0]])
    others = [start for start in binder.passages.before(max(begins, sentence - 1)) if start >= begins]
    return "" if (told and not aimed) or others else binder.text[begins:low]


def _named(binder: Binder, words: str) -> str | None:
    """The one revenue that is all that some words speak of, how it went or what was set for it."""
    names = {m.name for m in binder.catalogue.values() if m.table == "revenue" and not m.derived and m.name in words}
    if len(names) != 1:
        return None
    (name,) = names
    ahead, behind = words.split(name, 1)
    told = _LABEL.sub("", ahead)
    aimed = _AIMED.fullmatch(behind)
    went = aimed or _WENT.fullmatch(behind)
    if (
        not went
        or fillers.residue(without_periods(_SET_BY.sub("", told)))
        or _OTHER_BASIS.search(ahead)
        or _NOT_YET.search(told)
    ):
        return None
    alone = aimed or without_periods(told) == plain(told)  # 明年税费收入稳中有进 is none of this year
    return name if alone and not fillers.residue(without_periods(went["when"] or "")) else None
