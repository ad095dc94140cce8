"""The shapes of a document's findings: a blank, a claim, a finding, and the inspection that holds them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metrics.model import Reading


@dataclass(frozen=True)
class Span:
    """A stretch of the document's text. Offsets are Python string indices."""

    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """A metric that may be meant, with its score from 0 to 1."""

    metric: str
    score: float


@dataclass(frozen=True)
class InCell:
    """The sentence that a table makes of one of its cells (`report.finding.tables`), and where the figure stands in it."""

    text: str
    start: int
    end: int
    table: int
    """Offset of the table in the document."""
    before: str
    """The line before the table."""
    sum_of: str = ""
    """Of a total among rows or columns that are no periods: what else stands there (第一税务所)."""
    doubt: str = ""
    """Why the table itself leaves open what the figure is: a row called 1 that may be a month."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Below which heading what else is said in its row (备注, 统计口径)."""
    notes: tuple[str, ...] = ()
    """The notes on the table."""


@dataclass(frozen=True)
class Blank(Span):
    """A placeholder as found. `kind`: number, date, name, prompt, damaged, missing."""

    id: int
    text: str
    kind: str
    unit: str | None = None
    qualifier: str | None = None
    cell: InCell | None = None
    """Of a blank that stands alone in a cell of a table."""


@dataclass(frozen=True)
class Claim(Span):
    """A figure already stated: the numeral with its unit. A yes/no claim has value 1 and unit 项."""

    id: int
    text: str
    value: Decimal
    unit: str | None = None
    qualifier: str | None = None
    span_to: Decimal | None = None
    """Other end of a range (`63%~68%`): the true value may lie anywhere between."""
    falls: bool = False
    """Said as a fall (下降3.2%): of a growth rate, the figure is the negative of what is written."""
    metric: str | None = None
    """Metric that the claim itself names: the yes/no metric of an honour."""
    cell: InCell | None = None
    """Of a figure that stands alone in a cell of a table."""
    said: str = ""
    """The qualifier before it in the text's own words: 突破, 逾."""


@dataclass(frozen=True)
class Binding:
    """Which metric a span means. `status`: bound, ask, no_metric (claims: unbound)."""

    status: str
    metric: str | None
    period: str | None
    score: float
    margin: float
    candidates: tuple[Candidate, ...]
    reason: str | None = None
    by_person: bool = False
    confirmed_by: str = ""
    """Who decided, where a person did."""
    confirmed_at: str = ""


@dataclass(frozen=True)
class Told:
    """A figure on somebody's word, not measured: entered by hand (人工) or answered by a department (科室答复)."""

    mark: str
    """人工 or 科室答复."""
    value: Decimal
    unit: str | None
    """That of the blank in the text, with its scale."""
    by: str
    """Who entered it, or filled in the sheet."""
    at: str
    word_of: str
    """On whose word: a person, or the department that answered."""
    note: str = ""
    source: str = ""
    """File, sheet and cell of an answer."""

    @property
    def account(self) -> str:
        """Whose word it is, who wrote it down and when, in one sentence."""
        when = self.at.replace("T", " ")[:16]
        note = f"；{self.note}" if self.note else ""
        if self.source:
            return f"{self.mark}：{self.word_of}答复，填报人 {self.by}，{when}，见 {self.source}{note}"
        return f"{self.mark}：据{self.word_of}所说，{self.by}于 {when} 填入{note}"


@dataclass(frozen=True)
class BoundBlank:
    """A blank with its metric, reading and the text to put in its place. `status`: bound, ask, no_metric, no_data; None unless kind is number."""

    blank: Blank
    status: str | None
    binding: Binding | None
    reading: Reading | None
    shown: str | None
    reason: str | None
    warnings: tuple[str, ...] = ()
    told: Told | None = None
    """What it is filled with, where the data have no value: `status` still says what the data lack."""
    outdone: Told | None = None
    """What had been told before the data came."""

    @property
    def ready(self) -> bool:
        """There is something to put in its place."""
        return bool(self.shown) and (self.status == "bound" or self.told is not None)


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its verdict. `status`: match, mismatch, no_data, unbound."""

    claim: Claim
    status: str
    binding: Binding | None
    reading: Reading | None
    actual: str | None
    """The true value in the claim's unit, rounded as the claim is written."""
    reason: str | None
    rule: str = ""
    """Of a mismatch, what is wrong: wrong-figure, unit-slip (off by 10, 100, 万 or 亿), wrong-year (right for another year)."""
    told: Told | None = None
    """What somebody said the figure is, where the data do not say it."""
    either: bool = False
    """Right by another basis than its metric's, and the text says neither: a question, which no rule may call wrong."""


@dataclass(frozen=True)
class Finding(Span):
    """Something wrong with the text itself. `severity`: error, warning."""

    rule: str
    severity: str
    message: str


@dataclass(frozen=True)
class Inspection:
    """Everything known of one document for one year, on one build."""

    file: str
    year: int
    build: str
    sample: bool
    text: str
    blanks: tuple[BoundBlank, ...]
    claims: tuple[CheckedClaim, ...]
    findings: tuple[Finding, ...]
    extra: dict[str, Any] = field(default_factory=dict, compare=False)
    places: tuple[tuple[str, str], ...] = ()
    """Of the blanks and then the claims, the key by which persons' words on each are remembered, and the masked sentence."""

    @property
    def figures(self) -> list[Blank | Claim]:
        """The blanks and then the claims."""
        return [*(b.blank for b in self.blanks), *(c.claim for c in self.claims)]

    def place_of(self, figure: Blank | Claim) -> tuple[str, str]:
        """The key by which persons' words on a figure are remembered, and its masked sentence."""
        return self.places[self.figures.index(figure)]

    @property
    def number_blanks(self) -> tuple[BoundBlank, ...]:
        """Blanks that want a number."""
        return tuple(b for b in self.blanks if b.blank.kind == "number")
