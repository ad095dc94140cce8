"""The shapes that every room passes around: a metric's definition and a frozen reading of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from metrics import numbers
from metrics.periods import Period, months_in_words

KINDS = ("sum", "count", "distinct", "mean", "ratio", "combination", "as_of", "yes_no")
DERIVED = ("ratio", "combination")


@dataclass(frozen=True)
class Term:
    """One part of a ratio or combination: `-revenue_total@last_year`."""

    key: str
    sign: int = 1
    shift: str = ""
    """'' (same period), `last_year` (same months a year before), `full_year` (calendar year of the period's end)."""

    def period(self, period: Period) -> Period:
        """The period of the part for a period of the whole."""
        if self.shift == "last_year":
            return period.shifted(-1)
        return period.full_year() if self.shift == "full_year" else period


@dataclass(frozen=True)
class Metric:
    """What a number means. Read from `metrics/catalogue/*.toml` and never changed after."""

    key: str
    subject: str
    """Stem of the catalogue file (and of the page that shows it)."""
    name: str
    unit: str
    """Unit of the stored value: 元, 次, 人, 户次, %, 个百分点, …"""
    show: str
    """Unit in which it is shown: 亿元, 万户次, …"""
    kind: str
    owner: str
    """Department to ask."""
    meaning: str
    words: tuple[str, ...]
    """How reports speak of it."""
    table: str = ""
    value: str = ""
    """SQL expression that is summed, counted distinct or averaged."""
    where: str = ""
    date: str = ""
    """SQL expression of the day that places a row in a period."""
    until: str = ""
    """SQL expression of the day it ended: with it, a row counts while it lasts (as_of: on the last day)."""
    per: str = ""
    """For mean: one value for each distinct member of this expression."""
    by: tuple[str, ...] = ()
    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()
    terms: tuple[Term, ...] = ()
    decimals: int | None = None
    periods: tuple[str, ...] = ()
    """Kinds of period in which it has a meaning; empty: every kind."""
    adds_up: bool = False
    """Months add to years and members of a dimension add to totals."""
    caveats: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """Words of which a report's sentence must hold one before it can mean this: 满意率 alone may be anybody's.

    Words that must all be there stand in one text, parted by spaces."""
    core: tuple[str, ...] = ()
    """Words that, said of one figure in its unit, name this metric however the rest is put: 谈心谈话; 意识形态 研判.

    Words that must all be there stand in one text, parted by spaces."""
    basis: str = ""
    """Basis of a growth rate or denominator of a daily average, as shown beside the number: 自然口径, 按工作日."""

    def __hash__(self) -> int:
        """By its key: a catalogue has no two metrics of one key, and a metric is asked about thousands of times a report."""
        return hash(self.key)

    @cached_property
    def spoken(self) -> str:
        """Its name and all its words, parted by spaces."""
        return " ".join((self.name, *self.words))

    @property
    def derived(self) -> bool:
        """Made of other metrics."""
        return self.kind in DERIVED


@dataclass(frozen=True)
class Gap:
    """Why there is no value: a department has not sent these months of a source."""

    source: str
    title: str
    department: str
    months: tuple[str, ...]
    years: bool = False
    """Whether the sentence must say the year: the months are not those of the period that was asked for."""

    @property
    def text(self) -> str:
        """纪检组，缺 11—12月."""
        return f"{self.department}，缺 {months_in_words(self.months, years=self.years)}"


@dataclass(frozen=True)
class SourceRows:
    """Rows of one sheet of one file behind a reading."""

    file: str
    sha256: str
    sheet: str
    rows: str
    """Row numbers in the file, `5-211,213`."""
    department: str
    received: str
    """When it was loaded, ISO local time."""
    batch: str
    count: int


@dataclass(frozen=True)
class Reading:
    """One metric in one period (and member of a dimension), as of one build. `value` is exact, in `metric.unit`."""

    metric: Metric
    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    coverage: tuple[str, ...]
    """Months covered by the data behind it."""
    gaps: tuple[Gap, ...]
    """What is missing; empty when the period is wholly covered."""
    build: str
    sample: bool
    dimension: str = ""
    member: str = ""
    reason: str = field(default="", compare=False)
    """Why there is no value although nothing is missing (the denominator is 0 …)."""

    @property
    def shown(self) -> str | None:
        """The number alone, in the unit shown: `38.62`; None without a value."""
        if self.value is None:
            return None
        return numbers.show_visible(self.value, self.metric.unit, self.metric.show, self.metric.decimals)

    @property
    def text(self) -> str:
        """The number with its unit, or 〔待补：科室，缺 11—12月〕."""
        if self.value is not None:
            return f"{self.shown}{'' if self.metric.show in ('%', '％') else ' '}{self.metric.show}"
        return self.to_fill

    @property
    def to_fill(self) -> str:
        """〔待补：…〕, the mark that stands where a value should."""
        if self.gaps:
            return f"〔待补：{'；'.join(g.text for g in self.gaps)}〕"
        return f"〔无法计算：{self.reason or '分母为零'}〕"
