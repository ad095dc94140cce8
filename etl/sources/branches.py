"""支部名册: one branch a row, open until its closing date."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule("closed_on", "t.closed_on < t.founded_on", "撤销日期早于成立日期"),
        Rule(
            "branch",
            "regexp_matches(t.branch, '(党总支|总支部|总支|党委|党组|党工委|工委|委员会)$') AND NOT regexp_matches(t.branch, '[^总]支部')",
            "这是党委、党总支一类，不是支部，不应计入支部数。请删去这一行",
        ),
    )
)
