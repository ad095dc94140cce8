"""干部任免: one person and appointment a row."""

from __future__ import annotations

from etl.rules import Rule, SourceRules, Wording

RULES = SourceRules(
    rules=(
        Rule(
            "born", "date_diff('year', t.born, t.day) NOT BETWEEN 16 AND 80", "出生年月与任免日期相差不合情理，请核对"
        ),
        Rule("day", "t.day > current_date", "任免日期还没有到"),
    ),
    wordings=(
        Wording(
            "grade",
            "副股级",
            "t.manner = '选配'",
            "选配35岁以下副股级干部人数",
            "(正|副)?(股|科|处|厅)级(正职|副职)?|.*(科员|调研员|主办|主管|办事员|专员|工勤.*)",
        ),
    ),
)
