"""What makes another figure of one and the same sentence: of what period it is, whose paper, planned or done, which 第N分局, 35岁以下.

开展廉政谈话**人次 stands in the half-year's paper, in the year's, in a branch's and under 下一步打算. What a person said of it
in one of them is no word on the others, so it is remembered together with its setting. Years are counted from the
report's own, so the same report finds it again a year later; where a paragraph stands in its section says nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.periods import Period, year_period
from report.binding import limits, outline, remarks, whose
from report.binding.bind import Binder
from report.binding.head_told import in_caption, named_at_head, told_at_head
from report.binding.period_words import is_event
from report.binding.periods_said import PeriodSlot, period_of
from report.binding.told_digits import told_digits, values
from report.finding.surroundings import sentence_at, sentences
from report.model import Blank, Claim

_MARK = re.compile(r"@(-?\d+)_(-?\d+)(?:\.[0-9a-f]+)?$")
_YEAR = re.compile(r"20\d\d")
_EVENT = 14
"""Characters of the longest sentence that is a time and nothing else."""
PLANNED = "打算"


@dataclass(frozen=True)
class Setting:
    """The period of a figure as the text says it, and what else stands around it; `year` is the report's."""

    period: Period
    year: int
    around: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Short text that is the same in the same report of another year: `0_5` is its first half."""
        first = self.year * 12
        rest = "|".join(self.around)
        more = f".{hashlib.sha256(rest.encode()).hexdigest()[:8]}" if rest else ""
        return f"{self.period.first - first}_{self.period.last - first}{more}"


def settings(binder: Binder, figures: Sequence[Blank | Claim]) -> list[Setting]:
    """The setting of each figure; of blanks that want no number the plain one."""
    around = _Around(binder, figures)
    whole = Setting(year_period(binder.year), binder.year)
    return [whole if isinstance(f, Blank) and f.kind != "number" else around.of(f) for f in figures]


class _Around:
    """One text, asked for the setting of its figures."""

    def __init__(self, binder: Binder, figures: Sequence[Blank | Claim]) -> None:
        self.binder, self.beyond, self.year = binder, binder.beyond, binder.year
        self._bounds = sentences(binder.text)
        self._values = dict.fromkeys(values(binder.text, figures))
        self._told: dict[tuple[int, int], list[str]] = {}
        self._headings: dict[str, list[str]] = {}
        self.head = [f"首：{words}" for words in told_at_head(binder.text, binder.year, figures)]
        self._bureau = named_at_head(binder.text)
        self._title = period_of(binder.beyond.title, "", "", binder.year)

    def of(self, figure: Blank | Claim) -> Setting:
        """The setting of one figure."""
        context, slot = self.binder.stands(figure)
        if figure.cell and not slot.explicit:
            slot = self.beyond.told_by_title(figure.start) or slot
        earlier = [] if figure.cell else self.binder.passages.at(figure.start).earlier(figure.start)
        part_told = self._title.explicit and self._title.period not in (slot.period, year_period(self.year))
        told = [
            f"题：{self._bureau}" if self._bureau else "",
            f"题：{_short(self._title, self.year)}" if part_told else "",
            "" if slot.sure else f"？{slot.words}",
            *self._above(figure, slot),
            self.beyond.year_told(figure.start, slot, earlier) or "",
            _other(context.carried, slot, self.year) or "",
            whose.told_before(earlier) or "",
            *_narrowed_before(earlier),
            *self.head,
            *self._digits(figure),
            *(remarks.told(figure.cell.notes, figure.cell.remarks, self.year) if figure.cell else ()),
        ]
        return Setting(slot.period, self.year, tuple(_from_ours(words, self.year) for words in told if words))

    def _above(self, figure: Blank | Claim, slot: PeriodSlot) -> list[str]:
        """What the headings, and the line before a table, say: a plan, another body, another period."""
        above = [h.words for h in self.beyond.headings_above(figure.start)]
        above += [figure.cell.before] if figure.cell else []
        planned = [PLANNED] if any(outline.plan_in(words) for words in above) else []
        others = dict.fromkeys(who for words in above if (who := outline.others_in(words)))
        periods = [told for words in reversed(above) if (told := _other(words, slot, self.year)) is not None]
        narrowed = [w for words in above for w in (*limits.narrowing(words), *self._digits_in(words))]
        return [*planned, *others, *periods[:1], *self._top_of_table(figure), *dict.fromkeys(narrowed)]

    def _digits_in(self, words: str) -> list[str]:
        if words not in self._headings:
            self._headings[words] = told_digits(words, (0, len(words)), [], self.year)
        return self._headings[words]

    def _top_of_table(self, figure: Blank | Claim) -> list[str]:
        """What the first cell of a table says of all others, if it names an office, a person or a time: a caption inside the table."""
        cell = figure.cell
        if cell is None:
            return []
        first = self.binder.text[cell.table : self.binder.text.find("\n", cell.table)].strip()
        return [] if first in cell.text else list(in_caption(first, self.year))

    def _digits(self, figure: Blank | Claim) -> list[str]:
        """Digits of the figure's sentence that are no values of it: 第1税务分局, 1—6月, 35岁以下."""
        if (cell := figure.cell) is not None:
            return told_digits(cell.text, (0, len(cell.text)), [(cell.start, cell.end)], self.year)
        own, within = (figure.start, figure.end), sentence_at(self._bounds, figure.start)
        if own not in self._values:
            return told_digits(self.binder.text, within, sorted({*self._values, own}), self.year)
        if within not in self._told:
            self._told[within] = told_digits(self.binder.text, within, sorted(self._values), self.year)
        return self._told[within]


def _other(words: str, slot: PeriodSlot, year: int) -> str | None:
    """The period that words say, if it is another than the figure's; empty if it is the same, None if they say none."""
    told = period_of(words, "", "", year)
    if not told.explicit:
        return None
    return "" if told.period == slot.period else f"上：{_short(told, year)}"


def _narrowed_before(earlier: Sequence[str]) -> list[str]:
    """对制造业开展辅导。, 汛期。: what the sentence right before says of whom, of which part or of what time."""
    said = earlier[0] if earlier else ""
    when = [f"前：{said}"] if len(said) <= _EVENT and is_event(said.rstrip("。，；")) else []
    return [*when, *(f"前：{word}" for word in dict.fromkeys(limits.narrowing(said)))]


def _short(slot: PeriodSlot, year: int) -> str:
    return f"{slot.period.first - 12 * year}_{slot.period.last - 12 * year}"


def _from_ours(words: str, year: int) -> str:
    """Words with their years counted from the report's."""
    return _YEAR.sub(lambda said: f"{int(said[0]) - year:+d}", unicodedata.normalize("NFKC", words))


def unlike(known: str, known_year: int, wanted: str) -> str:
    """Wherein the place of a remembered key differs from another place of the same sentence, for a reader."""
    was, here = _MARK.search(known), _MARK.search(wanted)
    if was is None:
        return "那时没有记下是哪个期间、哪个单位的"
    if here and was.groups() != here.groups():
        first = known_year * 12
        return f"那里说的是{Period(first + int(was[1]), first + int(was[2])).chinese}"
    return "那里的标题、姓名、科室、期号、上文、月份或句中别的数字（如“以下”“税率”前的数）与这里不同"
