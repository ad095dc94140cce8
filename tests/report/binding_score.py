"""Scores binding on sentences of our own: each one alone, as a document of 2022, through the public inspection.

`python -m tests.report.binding_score [set …]` loads the sample data and prints the scores and every wrong binding.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.load import load
from metrics.measure import open_measurer
from metrics.numbers import canonical_unit
from report.document import read_bytes
from report.inspection import Measures, inspect
from report.model import BoundBlank
from tests.report.plain import Text
from warehouse.places import PRODUCT, Places

HERE = Path(__file__).parent
FIRST = HERE / "binding_sentences.toml"
SECOND = HERE / "binding_sentences_second.toml"
THIRD = HERE / "binding_sentences_third.toml"
FOURTH = HERE / "binding_sentences_fourth.toml"
FIFTH = HERE / "binding_sentences_fifth.toml"
SIXTH = HERE / "binding_sentences_sixth.toml"
SEVENTH = HERE / "binding_sentences_seventh.toml"
THIRTEENTH = HERE / "binding_sentences_thirteenth.toml"
FOURTEENTH = HERE / "binding_sentences_fourteenth.toml"
REPORTS = (
    HERE / "reports_eighth.toml",
    HERE / "reports_ninth.toml",
    HERE / "reports_tenth.toml",
    HERE / "reports_eleventh.toml",
    HERE / "reports_twelfth.toml",
)
YEAR = 2022
AUTOMATIC = {"bound", "no_data"}


@dataclass(frozen=True)
class Wanted:
    """One labelled blank. `key` is None if it must become a question."""

    sentence: str
    said: str
    text: str
    unit: str
    key: str | None
    period: str | None


@dataclass
class Score:
    """Counts over a set; `wrong`, `asked` and `answered` say which blanks in words."""

    sentences: int = 0
    blanks: int = 0
    found: int = 0
    extra: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    answerable: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unanswerable: int = 0
    questions: int = 0
    answered: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right automatic bindings of the answerable blanks, in percent."""
        return 100 * self.right / self.answerable

    @property
    def text(self) -> str:
        """The score in one line."""
        return (
            f"{self.sentences} 句 {self.blanks} 处空白：按原样找到 {self.found}，多认 {len(self.extra)}；"
            f"可答 {self.answerable}，自动对应正确 {self.right}（{self.share:.1f}%），错误 {len(self.wrong)}；"
            f"不可答 {self.unanswerable}，发问 {self.questions}，误答 {len(self.answered)}"
        )


def sentences(path: Path) -> list[tuple[str, list[Wanted]]]:
    """The sentences of a set with their labels, in order."""
    keys = tomllib.loads((HERE / "binding_keys.toml").read_text(encoding="utf-8"))["keys"]
    found = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    return [(s["text"], [_wanted(s, b, keys) for b in s["blanks"]]) for s in found]


def _wanted(sentence: dict[str, Any], blank: dict[str, Any], keys: dict[str, str]) -> Wanted:
    key = keys[blank["meaning"]] if "meaning" in blank else blank.get("expect")
    return Wanted(
        sentence["id"],
        sentence["text"],
        blank["text"],
        blank["unit"],
        key or None,
        blank.get("period") if key else None,
    )


def score(measurer: Measures, path: Path) -> Score:
    """The score of a set on the data of a measurer."""
    total = Score()
    for said, wanted in sentences(path):
        found = list(inspect(Text(said), YEAR, measurer).number_blanks)
        total.sentences += 1
        for one in wanted:
            _count(total, one, _next(found, one.text))
        total.extra += [f"{wanted[0].sentence} {b.blank.text} {said}" for b in found]
    return total


def _next(found: list[BoundBlank], text: str) -> BoundBlank | None:
    """Takes the first blank left that is written so; blanks of a sentence come in the order of its labels."""
    at = next((i for i, b in enumerate(found) if b.blank.text == text), None)
    return None if at is None else found.pop(at)


def _count(total: Score, wanted: Wanted, found: BoundBlank | None) -> None:
    total.blanks += 1
    same = found is not None and found.blank.unit == wanted.unit
    total.found += same
    if not same:
        total.missed.append(
            f"{wanted.sentence} {wanted.text}{wanted.unit} 见 {found and found.blank.unit} {wanted.said}"
        )
    automatic = found is not None and found.status in AUTOMATIC
    binding = found.binding if found and automatic else None
    made = (binding.metric, binding.period) if binding else (None, None)
    says = f"{wanted.sentence} {wanted.text}{wanted.unit} 应为 {wanted.key} {wanted.period}"
    if found and found.binding:
        best = [f"{c.metric} {c.score}" for c in found.binding.candidates]
        says += f"；得 {made[0] or '发问'} {found.binding.period}（{found.reason}；{best}）"
    if wanted.key is None:
        total.unanswerable += 1
        total.questions += found is not None and not automatic
        total.answered += [f"{says} {wanted.said}"] if automatic else []
        return
    total.answerable += 1
    right = automatic and made == (wanted.key, wanted.period)
    total.right += right
    if not right:
        (total.wrong if automatic else total.asked).append(f"{says} {wanted.said}")


def score_reports(measurer: Measures, path: Path) -> Score:
    """The score on whole reports: there a title, a heading or a sentence before may say whose a figure is and when."""
    total = Score()
    for report in tomllib.loads(path.read_text(encoding="utf-8"))["report"]:
        text = report["text"]
        kind = "报告.md" if "|" in text or text.lstrip().startswith("#") else "报告.txt"
        found = list(inspect(read_bytes(text.encode("utf-8"), Path(kind)), YEAR, measurer).number_blanks)
        total.sentences += 1
        for blank in report["blanks"]:
            unit, key = canonical_unit(blank["unit"]) or "", blank["expect"] or None
            wanted = Wanted(report["id"], "", blank["text"], unit, key, blank.get("period"))
            _count(total, wanted, _next(found, wanted.text))
        total.extra += [f"{report['id']} {b.blank.text}" for b in found]
    return total


def main(paths: list[Path]) -> int:
    """Print the scores of sets, with what went wrong."""
    with tempfile.TemporaryDirectory() as data:
        load(Places(Path(data)), [PRODUCT / "data" / "sample"])
        measurer = open_measurer(Places(Path(data)))
        for path in paths:
            result = (score_reports if path.stem.startswith("reports") else score)(measurer, path)
            print(path.stem, result.text)
            for name in ("wrong", "answered", "asked", "missed", "extra"):
                for line in getattr(result, name):
                    print(f"  {name:<9}{line}")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(a) for a in sys.argv[1:]] or [FIRST]))
