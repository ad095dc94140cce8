"""What a title states for every row of a table whose rows do not: the year and the unit of targets."""

from __future__ import annotations

from etl.understanding.sheet import Given, SheetTable
from etl.understanding.titles import spoken_period
from etl.understanding.unit_words import spoken_units


def given_by_title(table: SheetTable) -> None:
    """2022年度目标（单位：亿元） over 指标 | 目标值. Several years or units in the title state none."""
    source = table.header.table
    if source.stem != "targets" or table.whole:
        return
    years = {p.year for line in table.title if (p := spoken_period(line)) and p.kind == "year"}
    units = {unit for line in table.title for unit in spoken_units(line)}
    for name, said in (("year", {str(y) for y in years}), ("unit", units)):
        if name not in table.columns and len(said) == 1:
            table.given[name] = Given(said.pop(), table.grid.where(1, 1))
