"""咨询热线: one day a row; what is answered cannot exceed what came in."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule(
            "calls",
            "t.answered_by_staff + t.solved_by_robot > t.calls",
            "人工接听量加智能解答量超过了来电总量。智能解答量不含转人工的",
        ),
        Rule("satisfied", "t.satisfied > t.rated", "满意评价数超过了参评数"),
        Rule("satisfied", "t.satisfied IS NOT NULL AND t.rated IS NULL", "填了满意评价数而没有参评数"),
        Rule("rated", "t.rated > t.calls", "参评数超过了来电总量，请核对", warning=True),
        Rule("day", "t.day > current_date", "日期还没有到"),
    )
)
