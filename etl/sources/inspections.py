"""巡察整改: one issue a row, from the day it was raised to the day it was closed."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule("closed_on", "t.closed_on < t.raised_on", "完成日期早于提出日期"),
        Rule(
            "closed_on",
            "t.closed_on IS NULL AND regexp_matches(t.state, '^(已完成|已整改|整改完成|完成|销号|已销号)$')",
            "整改状态是完成，却没有完成日期",
            warning=True,
        ),
    )
)
