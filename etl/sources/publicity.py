"""宣传: one report, letter, note or honour a row."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule(
            "subject",
            "t.kind = '批示' AND t.subject IS NULL",
            "“批示”没有写明对象（简报、党建或其他），不会计入获批示的简报或党建批示",
            warning=True,
        ),
        Rule(
            "brief",
            "t.kind = '批示' AND t.subject = '简报' AND t.brief IS NULL",
            "批示的是简报，却没有简报编号，不会计入获批示的简报",
            warning=True,
        ),
        Rule(
            "positive",
            "t.kind = '批示' AND t.positive IS NULL",
            "“批示”没有写明是否肯定，不会计入肯定性批示",
            warning=True,
        ),
        Rule("day", "t.day > current_date", "日期还没有到"),
    )
)
