"""Which metric a figure means: its words, its unit, its period and scope. Never its place in the document.

A figure is bound without asking only if one metric is clearly the best, its unit fits, its words stand in the figure's
own clause, and no word of the passage changes the period or the scope in a way the metric does not know.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from metrics.model import Metric
from metrics.numbers import split_unit
from metrics.periods import parse
from report.binding import another_time, bureaus, fillers, modifiers, remarks, respectively, same_basis, slots, subjects
from report.binding.another_time import FROM, ON_TO, TO
from report.binding.beyond import Beyond, told_anew
from report.binding.certainty import Certainty
from report.binding.entered import place_of_name
from report.binding.likeness import Index, index_of
from report.binding.list_numbers import without_long_numbers
from report.binding.passages import TOO_MANY, WINDOW, Context, Passages, figure_end
from report.binding.period_words import MEANWHILE
from report.binding.periods_said import PeriodSlot, period_of
from report.binding.reasons import Lasting
from report.binding.scored import POSSIBLE, Scored
from report.binding.sentence import asked, no_two_alike, said_again, with_their_models
from report.finding.captions import CellLines
from report.finding.prose_cells import ProseCells
from report.model import Binding, Blank, Candidate, Claim, InCell

NAMED_BY_CORE = 0.62
"""Score of a metric whose core is said at the figure, at least."""

_WHOLE_BEFORE = 80
"""Characters before 其中 in which the whole is looked for, be it in the sentence before."""
_PARTS_BEHIND = 120
"""Characters behind a figure in which its parts are looked for."""
_SHOWN = 12
"""Characters of the passage that a reason quotes."""
_MANY = 24
"""Figures before one in its sentence up to which a list with 分别 is read: each is read anew for each."""
_RANGE_BEFORE = re.compile(r"[*＊×xX_〇○\d][-\u2010-\u2015~～]$")
_RANGE_AFTER = re.compile(r"[-\u2010-\u2015~～][*＊×xX_〇○\d]")
_STOCK = re.compile(r"总数|总量|共有|现有")
_SUM = re.compile(r"合计|共计|总计|一共|总共|累计|[共计]$")


def _label(cell: InCell) -> str:
    """What is counted in a cell, by the last words of its sentence."""
    return re.split("[，：]", cell.text[: cell.start])[-1]


def _one_in_the_other(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


class Binder:
    """Binds the figures of one text for one year."""

    def __init__(  # noqa: PLR0913 - a text with all that is known of it
        self,
        catalogue: Mapping[str, Metric],
        text: str,
        year: int,
        figures: Iterable[Blank | Claim],
        headings: Sequence[tuple[int, int]] = (),
        own_name: str | None = None,
        *,
        apart: bool = True,
        cells: Sequence[CellLines] = (),
    ) -> None:
        self._apart, self._cells = apart, cells
        self.tables: Sequence[tuple[int, int]] = ()
        """Where the tables of a document stand, whose cells are no lines of its head; to be set before anything is asked."""
        self.prose_cells: ProseCells | None = None
        """What the tables say of figures inside their cells of prose; to be set before anything is asked."""
        self.catalogue, self.text, self.year = catalogue, text, year
        self._figures = list(figures)
        self._headings = headings
        self._own_name = bureaus.own_name(text) if own_name is None else own_name
        self._starting = {f.start: f for f in self._figures}
        self._starts = sorted(self._starting)
        self._known: dict[int, Binding] = {}
        self._bound: dict[int, Binding] = {}
        self.copied: dict[int, int] = {}
        """Figures that took over what the one before them is, and that one."""
        self._contexts: dict[int, Context] = {}
        self._slots: dict[int, PeriodSlot] = {}

    @cached_property
    def _ours(self) -> str:
        return bureaus.as_ours(self.text, self._own_name)

    @cached_property
    def passages(self) -> Passages:
        """The text cut into sentences."""
        return Passages(without_long_numbers(self._ours), self._figures)

    @cached_property
    def _takes_over(self) -> list[int]:
        """Where the text names ourselves as those who act, in order."""
        return [said.start() for said in subjects.TAKES_OVER.finditer(self.passages.text)]

    def _around(self, figure: Blank | Claim) -> Context:
        if figure.start not in self._contexts:
            end = figure_end(self.text, figure)
            self._contexts[figure.start] = self.passages.at(figure.start).around(figure.start, end)
        return self._contexts[figure.start]

    @cached_property
    def beyond(self) -> Beyond:
        """What stands beyond the clause of a figure."""
        found = Beyond(self._ours, self.passages, self._headings, self.year, self._cells, self.tables)
        found.prose_cells = self.prose_cells
        return found

    @cached_property
    def _index(self) -> Index:
        return index_of(self.catalogue)

    @cached_property
    def _certainty(self) -> Certainty:
        return Certainty(self.catalogue, self._index, self.year)

    def bind(self, figure: Blank | Claim) -> Binding:
        """The metric and period of one number blank or claim, or the candidates to ask about."""
        if figure.start not in self._bound:
            self._bound[figure.start] = self._bind(figure)
        return self._bound[figure.start]

    def _bind(self, figure: Blank | Claim) -> Binding:
        if figure.cell:
            return self._in_cell(figure)
        found = another_time.as_before(self, figure) or same_basis.as_before(self, figure) or self._alone(figure)
        if found.status != "bound" or (isinstance(figure, Claim) and figure.metric):
            return found
        if whole := self._part_of_another(figure, self.catalogue[found.metric or ""]):
            return asked(found, figure, f"“其中”前面的“{whole}”另有所指，这里是它的一部分")
        metric = self.catalogue[found.metric or ""]
        reason = (
            slots.holds_more(self.text[figure_end(self.text, figure) :][:_PARTS_BEHIND], metric, figure.unit)
            or slots.raised_or_done(figure, metric, self._around)
            or self._beside_prose(figure, metric)
            or self._held_from_before(figure, metric)
        )
        return asked(found, figure, reason) if reason else found

    def _beside_prose(self, figure: Blank | Claim, metric: Metric) -> str | None:
        """Why the column or the row of a cell of prose makes another figure of one inside it."""
        beside = self.prose_cells.beside(figure.start) if self.prose_cells else ()
        if not beside:
            return None
        slot = self._settled_slot(figure)
        return remarks.doubt_beside(beside, slot, metric, self.catalogue, self.year)

    def previous(self, figure: Blank | Claim) -> Blank | Claim | None:
        """The figure right before one in the text."""
        at = bisect_left(self._starts, figure.start)
        return self._starting[self._starts[at - 1]] if at else None

    def figure_at(self, start: int) -> Blank | Claim | None:
        """The figure that begins at a place, if it says a number."""
        figure = self._starting.get(start)
        return None if isinstance(figure, Blank) and figure.kind != "number" else figure

    def stands(self, figure: Blank | Claim) -> tuple[Context, PeriodSlot]:
        """The words around a figure and its period; of one in a table by the sentence that the table makes of it."""
        inner, binder = self._of_cell(figure)
        return binder._around(inner), binder._settled_slot(inner)

    def _settled_slot(self, figure: Blank | Claim) -> PeriodSlot:
        """The period of a figure by its own words, and where they say none by what stands before."""
        if figure.start not in self._slots:
            said = self.time_said(figure)
            self._slots[figure.start] = self.beyond.settled(figure.start, self._around(figure), said)
        return self._slots[figure.start]

    def time_said(self, figure: Blank | Claim) -> PeriodSlot:
        """The period that the words around a figure say."""
        return self._period(figure, self._around(figure))

    def _held_from_before(self, figure: Blank | Claim, metric: Metric) -> str | None:
        """Why an earlier figure of the sentence was asked about, if that holds for this one too.

        工会开展座谈会*次，征集意见建议**条: whose they are is said once, of the first. It holds until we ourselves are named.
        """
        spoken = f"{metric.spoken} {metric.owner}"
        ours = bisect_left(self._takes_over, figure.start)
        low = max(figure.start - WINDOW, self._takes_over[ours - 1] if ours else 0)
        begins = self.passages.sentence(figure.start)
        for start in reversed(self.passages.listed_before(figure.start)):
            if start < low or (start < begins and told_anew(self.text[start : figure.start])):
                return None
            first = self._starting[start]
            if isinstance(first, Blank) and first.kind != "number":
                continue
            reason = self._alone(first).reason
            if not isinstance(reason, Lasting) or (reason.said and reason.said in spoken):
                continue
            if start < begins and (not reason.far or self.passages.before(start)):
                continue  # behind ； only what opens the sentence before holds
            if reason.said and slots.is_plan(reason.said) and slots.done_since(self.text[first.end : figure.start]):
                continue  # 年初计划开展**次，实际开展**次
            if reason.said and slots.is_flow(reason.said) and _STOCK.search(self.text[first.end : figure.start]):
                continue  # 新成立党支部*个，党支部总数**个
            if self._opens(first) or self._of_a_list(first):
                where = "这一句前面" if start >= begins else "分号前面"
                return Lasting(f"{where}{reason.removeprefix('文中')}", reason.said)
        return None

    def _part_of_another(self, figure: Blank | Claim, metric: Metric) -> str | None:
        """区级一般公共预算收入**亿元，其中税收收入**亿元: a part of what is none of our metrics is none either."""
        low, high = self.passages.sentence(figure.start), figure.start
        within = self.text.rfind("其中", max(0, low, high - WINDOW), high)
        ours = within >= 0 and subjects.OURS.match(self.text, within + len("其中"))
        if within < 0 or ours or not figure.unit:
            return None
        starts = [f.start for f in self._figures if f.start < within and within - f.start < _WHOLE_BEFORE]
        base, spoken, only = split_unit(figure.unit)[1], metric.spoken, None
        for start in sorted(starts, reverse=True):
            whole = self._starting[start]
            if whole.cell or (isinstance(whole, Blank) and whole.kind != "number") or not whole.unit:
                continue
            before = self.text[self.passages.clause(start)[0] : start]
            if split_unit(whole.unit)[1] != base or "其中" in before:
                continue
            if slots.CHANGE.search(before) or (slots.AIM.search(before) and not slots.AIM.search(spoken)):
                only = only or before
                continue
            found = self._alone(whole)
            other = isinstance(found.reason, Lasting) and not (found.reason.said and found.reason.said in spoken)
            if found.candidates and not other:
                return None
            only = before
            break
        return only.strip(" ，、")[-_SHOWN:] if only else None  # 税费收入目标**亿元，其中税收收入**亿元, too

    def _opens(self, figure: Blank | Claim) -> bool:
        """Whether a figure is the first of its clause and no part (其中) of another."""
        low, _ = self.passages.clause(figure.start)
        alone = not any(low <= start for start in self.passages.before(figure.start))
        return alone and "其中" not in self.text[low : figure.start]

    def _of_a_list(self, figure: Blank | Claim) -> bool:
        """Whether 分别 stands before a figure in its clause: 机关、第一税务所分别集中学习*次、*次."""
        return "分别" in self.text[self.passages.clause(figure.start)[0] : figure.start]

    def _alone(self, figure: Blank | Claim) -> Binding:
        """What a figure would be bound to by its own words."""
        if figure.start not in self._known:
            self._known[figure.start] = self._read(figure)
        return self._known[figure.start]

    def _read(self, figure: Blank | Claim) -> Binding:
        fallback = "unbound" if isinstance(figure, Claim) else "no_metric"
        if (many := self.passages.at(figure.start).figures_beside(figure.start)) > TOO_MANY:
            crowded = f"这一句没有句号，连着有 {many} 个数，分不清各说的是什么。请用句号或分号断开"
            return Binding(fallback, None, None, 0.0, 0.0, (), crowded)
        context = self._around(figure)
        slot = self._settled_slot(figure)
        if isinstance(figure, Claim) and figure.metric and figure.metric in self.catalogue:
            own = period_of(self.text[figure.start : figure.end], "", "", self.year)
            slot = own if own.explicit else slot
            named = (Candidate(figure.metric, 1.0),)
            return Binding("bound", figure.metric, slot.period.label, 1.0, 1.0, named)
        if "分别" in context.clause and (alone := self._with_its_item(figure)):
            return alone
        if self._apart and (thought := place_of_name(self, figure)):
            return self._with_name(figure, *thought)
        if self._of_range(figure):
            return Binding(fallback, None, None, 0.0, 0.0, (), "写的是从多少到多少，要由人确定")
        scored = self._scored(context, figure, self.beyond.headings(figure.start))
        if not scored:
            return Binding(fallback, None, None, 0.0, 0.0, (), "没有哪个指标像这里说的")
        scored = self._certainty.nearest_first(context, scored)
        best = scored[0]
        slot = slots.of_whole_year(context, self.catalogue[best.likeness.metric], slot, self.year)
        margin = max(0.0, best.score - max((s.score for s in scored[1:]), default=0.0))
        reason = (
            best.against
            or self._summed(figure, context)
            or self.yet_to_come(figure, slot)
            or self._certainty.doubt(context, slot, scored, margin)
            or self.beyond.doubt(
                figure.start, figure_end(self.text, figure), context, slot, self.catalogue[best.likeness.metric]
            )
        )
        status = "bound" if reason is None else "unbound" if isinstance(figure, Claim) else "ask"
        return Binding(
            status,
            best.likeness.metric if reason is None else None,
            slot.period.label,
            round(best.score, 3),
            round(margin, 3),
            tuple(s.candidate for s in scored[:3]),
            reason,
        )

    def _under_the_head(self, found: Binding, figure: Blank | Claim) -> Binding:
        """The binding of one of a list, which was read with the lines near it, under the head and the close of the document."""
        if found.status != "bound" or found.period is None:
            return found
        metric, period = self.catalogue[found.metric or ""], parse(found.period)
        slot = self._settled_slot(figure)
        own = replace(slot, period=period, explicit=slot.explicit or period != slot.period)
        reason = self.beyond.head.doubt_of_body(metric) or self.beyond.head.doubt_of_time(own, metric)
        return asked(found, figure, reason) if reason else found

    def _with_its_item(self, figure: Blank | Claim) -> Binding | None:
        """税收收入、社保费收入分别入库**亿元、**亿元: the binding of one of these with its own item; None if they do not pair."""
        if not self._apart or len(self.passages.at(figure.start).before(figure.start)) > _MANY:
            return None
        clause = self.passages.at(figure.start).clause(figure.start)[0]
        first = bisect_left(self._starts, clause)
        lists = respectively.read(self.text, clause, [self._starting[s] for s in self._starts[first:]], figure)
        if lists is None or self._starts[bisect_left(self._starts, lists.begin)] != lists.figures[0].start:
            return None
        if self._part_of_unknown(lists.figures[0], lists.begin):
            return None
        before, headings, figures = self._near(lists.begin)
        found: list[Binding] = []
        for place in range(len(lists.items)):
            text, inner = lists.alone(self.text, place, before)
            binder = Binder(self.catalogue, text, self.year, [*figures, inner], headings, self._own_name, apart=False)
            alone = binder.bind(inner)
            if place and (opening := self._said_of_all(lists.items[0], lists.items[place], alone, found[0])):
                text, inner = lists.alone(self.text, place, f"{before}{opening}")
                binder = Binder(
                    self.catalogue, text, self.year, [*figures, inner], headings, self._own_name, apart=False
                )
                alone = binder.bind(inner)
            if (
                alone.metric and not lists.one_thing and binder.unlike(inner, alone.metric, strict=True)
            ):  # 班子成员、中层干部分别谈心谈话
                alone = asked(alone, inner, Lasting("“分别”前面的说法，指标里没有"))
            found.append(alone)
        settled = map(self._under_the_head, lists.settled(found), lists.figures)
        self._known.update(zip((f.start for f in lists.figures), settled, strict=True))
        return self._known[figure.start]

    def _with_name(self, figure: Blank | Claim, place: int, name: str) -> Binding:
        """税费收入稳中有进。全年入库**亿元: the binding of a figure with the name put in that is only said before."""
        before, headings, figures = self._near(place)
        stop = self.text.find("\n", figure.end)
        moved = len(before) + len(name) - place
        behind = [s for s in self._starts[bisect_left(self._starts, place) :] if stop < 0 or s < stop]
        inner = {s: replace(f, start=s + moved, end=f.end + moved) for s in behind if not (f := self._starting[s]).cell}
        text = f"{before}{name}{self.text[place : stop if stop >= 0 else len(self.text)]}"
        binder = Binder(
            self.catalogue, text, self.year, [*figures, *inner.values()], headings, self._own_name, apart=False
        )
        return self._under_the_head(binder.bind(inner[figure.start]), figure)

    def _said_of_all(self, opens: str, item: str, alone: Binding, first: Binding) -> str:
        """热线接通率、满意率分别为…: what the first item says of whom or what it is, where the next is of the same subject, asks for
        that alone and says nothing else of its own (纳税人满意度).
        """
        metric, model = (
            self.catalogue.get(key or "")
            for key in (alone.candidates[0].metric if alone.candidates else "", first.metric)
        )
        if alone.status == "bound" or metric is None or model is None or metric.subject != model.subject:
            return ""
        if alone.reason != slots.whose_is_not_said(metric) or not slots.is_bare_name(
            respectively.untimed(item), metric
        ):
            return ""
        return next((words for words in metric.about if " " not in words and words in opens), "")

    def _part_of_unknown(self, figure: Blank | Claim, begin: int) -> bool:
        """一般公共预算收入**亿元，其中税收收入、非税收入分别为…: whether the figure right before a list, in its unit, is none of ours."""
        whole = self.previous(figure)
        if whole is None or whole.cell or whole.unit != figure.unit:
            return False
        if not re.fullmatch(
            r"[余多]?[，,、（(]?[ \u3000]*(?:其中)?[，,：:]?[ \u3000]*", self.text[figure_end(self.text, whole) : begin]
        ):
            return False
        found = self._alone(whole)
        return found.status != "bound" or slots.AIM.search(self.catalogue[found.metric or ""].name) is not None

    def _near(self, place: int) -> tuple[str, list[tuple[int, int]], list[Blank | Claim]]:
        """The text before a place, as far as it may speak of it: the headings above, and the lines before; with its headings and
        figures where they stand there.
        """
        low = self.text.rfind("\n", 0, max(0, place - WINDOW)) + 1
        above = [h.start for h in self.beyond.headings_above(place) if h.start < low]
        levels = dict(self._headings)
        pieces: list[str] = []
        marked: list[tuple[int, int]] = []
        for start in above:
            line = self.text[start : self.text.find("\n", start) + 1]
            if start in levels:
                marked.append((len("".join(pieces)), levels[start]))
            pieces.append(line)
        moved = len("".join(pieces)) - low
        marked += [(at + moved, level) for at, level in self._headings if low <= at < place]
        near = self._starts[bisect_left(self._starts, low) : bisect_left(self._starts, place)]
        figures = [
            replace(f, start=f.start + moved, end=f.end + moved) for s in near if not (f := self._starting[s]).cell
        ]
        return "".join([*pieces, self.text[low:place]]), marked, figures

    def _in_cell(self, figure: Blank | Claim) -> Binding:
        """The binding of a figure in a table, by the sentence that the table makes of it."""
        if figure.unit is None:
            return Binding(
                "no_metric", None, None, 0.0, 0.0, (), "表里没有写单位，或写了两个不同的单位，不知道该填多少"
            )
        figure = self._in_its_rows(figure)
        inner, binder = self._of_cell(figure)
        found = binder.bind(inner)
        if found.status != "bound" or figure.cell is None:
            return found
        if figure.cell.sum_of:
            return asked(found, figure, f"“{figure.cell.sum_of[:16]}”的合计，不一定是本局的数")
        if figure.cell.doubt:
            return asked(found, figure, figure.cell.doubt)
        metric = self.catalogue[found.metric or ""]
        over = binder.text[: inner.start].rpartition("：")[0]
        if wider := slots.caption_doubt(over, metric) or remarks.doubt_of_caption(over, metric):
            return asked(found, figure, wider)
        lead = binder.text[: inner.start]
        slot = self.beyond.same_as_before(figure.start, period_of(lead, "", "", self.year))
        if not slot.sure:
            return asked(found, figure, f"期间“{slot.words}”要由人确定")
        before = period_of(figure.cell.before, "", "", self.year)
        if before.explicit and not slot.explicit and (before.period.label != found.period or not before.sure):
            return asked(found, figure, f"表前说的是“{before.words}”，表里没有写明期间")
        context = binder._around(inner)
        told = (*figure.cell.remarks, *((remarks.NOTE, words) for words in figure.cell.notes))
        if said := remarks.doubt(told, slot, metric, self.catalogue, self.year):
            return asked(found, figure, said)
        reason = self.beyond.above(figure.start, slot, context, metric)
        return asked(found, figure, reason) if reason else found

    def _in_its_rows(self, figure: Blank | Claim) -> Blank | Claim:
        """接通率 right below 热线来电: with the word that says whose it is, if it asks for that alone, says nothing else of its own
        (纳税人满意度) and the row before is of its subject.
        """
        inner, binder = self._of_cell(figure)
        found, cell = binder.bind(inner), figure.cell
        likely = self.catalogue.get(found.candidates[0].metric) if found.candidates else None
        if cell is None or likely is None or found.reason != slots.whose_is_not_said(likely):
            return figure
        if not slots.is_bare_name(respectively.untimed(_label(cell)), likely):
            return figure
        above = next((f for f in self._row_before(figure, cell) if self.bind(f).metric), None)
        model = self.catalogue[self.bind(above).metric or ""] if above else None
        if above is None or above.cell is None or model is None or model.subject != likely.subject:
            return figure
        word = next((w for w in likely.about if w in above.cell.text), likely.about[0])
        at = cell.start - len(_label(cell))
        text = f"{cell.text[:at]}{word}{cell.text[at:]}"
        return replace(figure, cell=replace(cell, text=text, start=cell.start + len(word), end=cell.end + len(word)))

    def _row_before(self, figure: Blank | Claim, cell: InCell) -> list[Blank | Claim]:
        """The figures of the row before, the nearest first. A label may go on with its column: 热线来电, 热线来电增减."""
        found: list[Blank | Claim] = []
        own, row, before = _label(cell), "", self.previous(figure)
        while before and before.cell and before.cell.table == cell.table:
            label = _label(before.cell)
            if row and not _one_in_the_other(label, row):
                break
            if row or not _one_in_the_other(label, own):
                row = row or label
                found.append(before)
            before = self.previous(before)
        return found

    def _of_cell(self, figure: Blank | Claim) -> tuple[Blank | Claim, Binder]:
        cell = figure.cell
        if cell is None:
            return figure, self
        inner = replace(figure, start=cell.start, end=cell.end, cell=None)
        return inner, Binder(self.catalogue, cell.text, self.year, [inner], own_name=self._own_name)

    def sentence(self, figure: Blank | Claim) -> int:
        """Where the sentence of a figure begins, or its table."""
        if figure.cell:
            return figure.cell.table
        return self.passages.at(figure.start).sentence(figure.start)

    def words(self, figure: Blank | Claim) -> str:
        """What is said before a figure in its own part of the clause, without plain words; 其中 makes a part of it."""
        figure, binder = self._of_cell(figure)
        context = binder._around(figure)
        return ("其中" if "其中" in context.before else "") + fillers.residue(context.left)

    def unlike(self, figure: Blank | Claim, metric: str, *, strict: bool = False) -> bool:
        """Whether words stand before a figure that are no words of a metric; `strict`: harmless ones too."""
        figure, binder = self._of_cell(figure)
        context = binder._around(figure)
        return bool(modifiers.unknown_words(context.left, self._index.pairs_of[metric], strict=strict))

    def is_change(self, figure: Blank | Claim) -> bool:
        """比上年多*次: by how much another figure of the sentence has changed."""
        figure, binder = self._of_cell(figure)
        own = binder._around(figure).before.rpartition("，")[2]
        return re.match(r"\s*(?:同比|环比|[比较])", own) is not None and slots.CHANGE.search(own) is not None

    def _of_range(self, figure: Blank | Claim) -> bool:
        """A blank that is one end of a range: **-*亿元. A stated range is held against the value as a whole."""
        if isinstance(figure, Claim):
            return False
        around = (self.text[max(0, figure.start - 2) : figure.start], self.text[figure.end : figure.end + 2])
        return bool(_RANGE_BEFORE.search(around[0]) or _RANGE_AFTER.match(around[1]))

    def _period(self, figure: Blank | Claim, context: Context) -> PeriodSlot:
        """The period of a figure. In 由A增长到B the first has a period of its own, and B none of A's."""
        text = self.passages.at(figure.start).text
        said = text[max(0, figure.start - 60) : figure.start]
        after = re.split("[，。；：,;\n]", text[figure_end(self.text, figure) :][:12])[0]
        moved = "由" in said or "从" in said
        if moved and (first := FROM.search(said)) and ON_TO.match(after):
            own = period_of(first["own"], "", "", self.year)
            return own if own.explicit else replace(own, sure=False, words="由……到……的起点")
        if moved and (second := TO.search(said)):
            return period_of(second["own"] or second["lead"], after, context.when[0], self.year)
        lead, before = context.when
        slot = period_of(before, context.after, lead, self.year)
        if MEANWHILE.fullmatch(slot.words) and not said_again(context):
            return period_of(MEANWHILE.sub("", before), context.after, lead, self.year)
        return slot

    def _told_before(self, figure: Blank | Claim, metric: Metric) -> str:
        """The sentence right before, if its own figures are of the metric's subject: only then it says what this one is of."""
        passages = self.passages.at(figure.start)
        earlier, low = passages.earlier(figure.start)[:1], passages.sentence(figure.start)
        begins = passages.sentence(low - 1) if earlier else low
        told = map(
            self._starting.__getitem__, self._starts[bisect_left(self._starts, begins) : bisect_left(self._starts, low)]
        )
        wanted = slots.TOLD_BY.get(metric.subject, ())
        found = [self._alone(f) for f in told if not (isinstance(f, Blank) and f.kind != "number") and not f.cell]
        return earlier[0] if found and all(f.metric in wanted for f in found) else ""

    def _scored(self, context: Context, figure: Blank | Claim, above: str) -> list[Scored]:
        """Metrics that may be meant, best first. `above`: the words of the headings."""
        scored = []
        fits = self._index.fitting(figure.unit)
        for likeness in self._index.rank(context.fragments, fits.keys(), POSSIBLE):
            metric = self.catalogue[likeness.metric]
            against = slots.unexplained(context, metric)
            if not slots.says_whose(context, metric, above) and not (
                metric.subject in slots.TOLD_BY
                and slots.goes_on(context, metric)
                and slots.says_whose(context, metric, self._told_before(figure, metric))
            ):
                against = against or slots.whose_is_not_said(metric)
            named = slots.names_it(context, metric)
            score = max(likeness.score, NAMED_BY_CORE if named else 0.0) * fits[metric.key] * (0.6 if against else 1.0)
            if lacking := slots.lacks(context, metric):
                score, against = score * 0.6, against or lacking
            if score >= POSSIBLE:
                scored.append(Scored(likeness, score, against, named))
        return sorted(scored, key=lambda s: (not (s.named and s.against is None), -s.score, s.likeness.metric))

    def yet_to_come(self, figure: Blank | Claim, slot: PeriodSlot) -> str | None:
        """2023年3月底前，再完成*条 in the report on 2022. A stated figure of a later year may have a wrong year: the rules look at it."""
        later = isinstance(figure, Blank) and slot.explicit and slot.period.last // 12 > self.year
        return f"“{slot.words}”在 {self.year} 年之后，是打算做的事" if later else None

    def _summed(self, figure: Blank | Claim, context: Context) -> str | None:
        """集中学习*次，专题研讨*次，合计*次: a sum of what was said before in the same unit."""
        said = context.before.strip()
        if not _SUM.search(said) or fillers.residue(said):
            return None
        passages = self.passages.at(figure.start)
        same = [s for s in passages.before(figure.start) if passages.unit(s) == figure.unit]
        return f"可能是前面 {len(same)} 个数的合计" if same else None


def bind_all(
    catalogue: Mapping[str, Metric],
    text: str,
    year: int,
    figures: Sequence[Blank | Claim],
    headings: Sequence[tuple[int, int]] = (),
) -> list[Binding | None]:
    """A binding for each figure, in order; None for blanks that want no number.

    `headings`: offsets of lines that are headings by Word's outline, with their levels.
    """
    return bound_by(Binder(catalogue, text, year, figures, headings), figures)


def bound_by(binder: Binder, figures: Sequence[Blank | Claim]) -> list[Binding | None]:
    """The same by a binder that is at hand."""
    numbers = (f for f in figures if not (isinstance(f, Blank) and f.kind != "number"))
    bound = {id(f): binder.bind(f) for f in sorted(numbers, key=lambda f: f.start)}  # each leans on those before it
    settled = no_two_alike(binder, figures, [bound.get(id(f)) for f in figures])
    return with_their_models(binder, figures, settled)
