"""年度目标: one target a row; money is stored in 元 whatever the unit of the row."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule("target", "t.target < 0", "目标值不能是负数"),
        Rule(
            "unit",
            "regexp_full_match(spaceless(t.unit), '[十百千万亿]+')",
            "单位没有写全：是亿元、万元，还是万户次？请把单位写完整",
        ),
        Rule("target", "t.target = 0", "目标值为 0，请核对", warning=True),
    ),
    finish=(
        "UPDATE typed_rows SET unit = '元' WHERE regexp_full_match(spaceless(unit), '(人民币)?[十百千万亿]*元(\\(.*\\))?')",
        "UPDATE typed_rows SET item = NULL WHERE regexp_full_match(spaceless(item), '合计|总计|全部|小计')",
    ),
)
