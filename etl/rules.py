"""What a source demands beyond its columns' definitions, as SQL conditions with a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`broken` is SQL over the typed rows (`t`) that is true for a bad row; the cell of `column` is named.

    `standing` may be used for the same source's rows that are already in force.
    """

    column: str
    broken: str
    sentence: str
    warning: bool = False


@dataclass(frozen=True)
class SourceRules:
    """All that one source demands, and the statements that finish its rows once they are accepted as right."""

    rules: tuple[Rule, ...] = ()
    finish: tuple[str, ...] = ()
