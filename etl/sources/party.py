"""党建: one activity a row; outputs and suggestions are counted by their quantity."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule(
            "quantity",
            "t.kind IN ('研讨成果', '意见建议') AND t.quantity IS NULL",
            "“研讨成果”要填篇数，“意见建议”要填条数",
        ),
        Rule("day", "t.day > current_date", "日期还没有到"),
    )
)
