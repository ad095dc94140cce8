"""What a source demands beyond its columns' definitions, as SQL conditions with a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`broken` is SQL over the typed rows (`t`) that is true for a bad row; the cell of `column` is named.

    It is evaluated for every row, whatever stands beside it in an AND: what may fail is written as TRY_CAST.
    `standing` may be used for the same source's rows that are already in force, `c` for the row's cells as text.
    """

    column: str
    broken: str
    sentence: str
    warning: bool = False
    doubt: bool = False
    """A warning to be ticked before loading."""


@dataclass(frozen=True)
class Wording:
    """A column of free text of which a figure asks for one word, in the rows that fulfil `rows` (SQL over `t`)."""

    column: str
    word: str
    rows: str
    figure: str
    others: str
    """Full pattern of the values that are known to be something else; any other is said."""


@dataclass(frozen=True)
class SourceRules:
    """All that one source demands; the statements that put its words into the usual form before anything is compared, and those
    that finish its rows once they are accepted as right.
    """

    rules: tuple[Rule, ...] = ()
    first: tuple[str, ...] = ()
    finish: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()


_GROUPS = {
    "((税费|税收|组织)(总)?收入|税收|税费)": "税$",
    "(社会保险费|社保费|社会保险基金)(收入)?": "(保险|社保).*费$",
    "非税收入": "附加|保障金|基金|经费|建设费|出让收入|专项收入|补偿费|恢复费|处理费|使用金|闲置费",
}
"""Names of groups of tax kinds, and kinds that show that the group's members stand in rows of their own."""

_LEAD = "([一二三四五六七八九十0-9]+[、.]|[(].{1,2}[)])?(各项)?"

_OF_A_GROUP = " OR ".join(
    f"(regexp_full_match(k.spelt, '{_LEAD}{group}') AND EXISTS (SELECT 1 FROM kinds o "
    f"WHERE regexp_matches(o.tax_kind, '{member}') AND NOT regexp_full_match(o.spelt, '{_LEAD}{group}')))"
    for group, member in _GROUPS.items()
)
TOTAL_OF_KINDS = (
    "t.tax_kind IN (WITH kinds AS (SELECT DISTINCT tax_kind, spaceless(tax_kind) AS spelt FROM typed_rows) "
    f"SELECT k.tax_kind FROM kinds k WHERE regexp_full_match(k.spelt, '{_LEAD}.{{0,6}}(合计|小计|总计|共计)') OR {_OF_A_GROUP})"
)
"""A tax kind that is the sum of others (合计, or 一、税收收入 beside 增值税): its row would count them again."""
