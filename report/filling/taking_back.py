"""Taking back what a person decided or said about a figure, and the history of it: who, when, what stood before.

Three things can be said of one figure: which metric it is (指标认定), a number by word of mouth (人工填数) and a
department's answer (科室答复). Each is taken back by itself, and each act can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics.model import Metric
from report.binding import memory
from report.binding.memory import Memory, kind_of
from report.filling import by_hand
from report.filling.by_hand import HandFigures
from report.model import Blank, Claim, Inspection
from warehouse import answers, decisions
from warehouse.answers import Answers
from warehouse.decisions import REPLACED, SET, TAKEN_BACK, UNDONE, Act, place_text

BINDING, BY_HAND, ANSWER = memory.TABLE.name, by_hand.TABLE.name, answers.TABLE.name
TABLES = {t.name: t for t in (memory.TABLE, by_hand.TABLE, answers.TABLE)}
WORDS = {BINDING: "指标认定", BY_HAND: "人工填数", ANSWER: "科室答复"}
NAMES = {"认定": BINDING, "人工": BY_HAND, "答复": ANSWER}
_ACTS = {SET: "记下", REPLACED: "改为", TAKEN_BACK: "撤回", UNDONE: "撤销"}


@dataclass(frozen=True)
class Spot:
    """One figure of an inspection as the tables know it."""

    key: tuple[str, str]
    kind: str
    year: int
    sample: bool

    def places(self) -> dict[str, tuple[Any, ...]]:
        """The key of its row in each table."""
        own = (self.key[0], self.year, int(self.sample))
        return {BINDING: (self.key[0], self.kind), BY_HAND: own, ANSWER: own}


def spots(inspection: Inspection) -> dict[Blank | Claim, Spot]:
    """Every figure of an inspection with its place in the tables."""
    year, sample = inspection.year, inspection.sample
    return {f: Spot(k, kind_of(f), year, sample) for f, k in zip(inspection.figures, inspection.places, strict=True)}


def standing(file: Path, spot: Spot) -> list[str]:
    """What stands there now: some of binding, by_hand, answer."""
    wanted = (spot.key[0], spot.kind)
    found = [BINDING] if Memory(file).recall([wanted]) else []
    found += [BY_HAND] if spot.key[0] in HandFigures(file, sample=spot.sample).of(spot.year) else []
    return found + ([ANSWER] if spot.key[0] in Answers(file).of(spot.year, sample=spot.sample) else [])


def take_back(file: Path, spot: Spot, what: str, *, by: str) -> bool:
    """Take one of them back; False if it does not stand there."""
    return decisions.change(file, TABLES[what], spot.places()[what], None, by=by)


def undo(file: Path, identity: int, *, by: str) -> Act:
    """Put back what stood before an act. CannotUndoError, a Chinese sentence, if that cannot be."""
    return decisions.undo(file, TABLES, identity, by=by)


def history(file: Path, spot: Spot | None = None) -> list[Act]:
    """Every act, the newest first; of one figure only if it is named."""
    acts = decisions.history(file, TABLES)
    if spot is None:
        return acts
    own = {what: place_text(place) for what, place in spot.places().items()}
    return [a for a in acts if own[a.what] == a.place]


def act_words(act: Act, catalogue: Mapping[str, Metric]) -> str:
    """`撤回 人工填数 12篇（据办公室 王五所说）`."""
    if act.act == UNDONE:
        now = f"恢复为 {_row_words(act.what, act.after, catalogue)}" if act.after else "不再有"
        return f"撤销第 {act.undoes} 条，{WORDS[act.what]}{now}"
    told = f"{_ACTS[act.act]} {WORDS[act.what]} {_row_words(act.what, act.after or act.before, catalogue)}"
    return f"{told}，原为 {_row_words(act.what, act.before, catalogue)}" if act.act == REPLACED else told


def _row_words(what: str, row: Mapping[str, Any] | None, catalogue: Mapping[str, Metric]) -> str:
    row = row or {}
    if what == BINDING:
        metric = catalogue.get(str(row.get("metric")))
        period = f"，{row['period']}" if row.get("period") else ""
        return f"“{metric.name if metric else row.get('metric')}”{period}"
    value = f"{row.get('value')}{row.get('unit') or ''}"
    if what == BY_HAND:
        return f"{value}（据{row.get('word_of')}所说，{row.get('entered_by')}填）"
    return f"{value}（{row.get('department')}答复，填报人 {row.get('by')}）"


def act_json(act: Act, identity: str | None) -> dict[str, Any]:
    """For `report decisions --json`."""
    return {
        "id": act.id, "at": act.made_at, "by": act.made_by, "act": act.act, "what": act.what, "figure": identity,
        "year": act.year, "sentence": act.sentence, "before": act.before, "after": act.after, "undoes": act.undoes,
    }  # fmt: skip


def figure_ids(inspection: Inspection) -> dict[tuple[str, str], str]:
    """Which figure of an inspection an act speaks of: its number (`7`, `c3`) by table and place."""
    found: dict[tuple[str, str], str] = {}
    for figure, spot in spots(inspection).items():
        identity = str(figure.id) if isinstance(figure, Blank) else f"c{figure.id}"
        for what, place in spot.places().items():
            found.setdefault((what, place_text(place)), identity)
    return found


def act_lines(acts: Sequence[Act], ids: Mapping[tuple[str, str], str], catalogue: Mapping[str, Metric]) -> list[str]:
    """One line for each act: its number, when, who, where, what."""
    lines = []
    for act in acts:
        identity = ids.get((act.what, act.place))
        where = f"{identity} 号" if identity else "不在这份报告里"
        when, who = act.made_at.replace("T", " ")[:16], act.made_by or "未写姓名"
        lines.append(f"{act.id:>4}  {when}  {who}  {where}  {act_words(act, catalogue)}　{act.sentence[:30]}")
    return lines
