"""干部任免: one person and appointment a row."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule(
            "born", "date_diff('year', t.born, t.day) NOT BETWEEN 16 AND 80", "出生年月与任免日期相差不合情理，请核对"
        ),
        Rule("day", "t.day > current_date", "任免日期还没有到"),
    )
)
