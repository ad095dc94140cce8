"""年度目标: one target a row; money is stored in 元 whatever the unit of the row.

The year's target of revenue is the row 税费收入 without an item: other names for it are read as it, and a file that has none
for a year it speaks for is refused, because the target would then be missing in the figures and count as 0.
"""

from __future__ import annotations

from etl.rules import Rule, SourceRules

_REVENUE = "(全年|年度)?(组织)?税费(总)?收入(总额|总量|总计|合计)?(年度)?(目标|任务|计划|目标任务|任务目标)?(数|值)?"
"""Names of the target of all revenue; 税收收入 (taxes alone) is another."""
_WHOLE = "合计|总计|全部|小计|全年|年度|全年合计|全局|全局合计|总额|总量"
"""What stands in 项目 where the row is the whole and no item."""
_NO_TOTAL = (
    "NOT EXISTS (SELECT 1 FROM typed_rows o WHERE o.year = t.year AND o.metric = '税费收入' AND o.item IS NULL) "
    "AND (t.sheet_no, t.source_row) = (SELECT (min(o.sheet_no), min(o.source_row)) FROM typed_rows o WHERE o.year = t.year)"
)

RULES = SourceRules(
    rules=(
        Rule("target", "t.target < 0", "目标值不能是负数"),
        Rule("target", "t.target = 0", "目标值为 0，请核对", warning=True),
        Rule(
            "metric",
            _NO_TOTAL,
            "这一年没有“税费收入”的合计目标（指标填“税费收入”，项目空着）；缺了它，收入目标和完成率就没有数。请补上这一行，或改正指标的名称",
        ),
        Rule(
            "target",
            "t.unit = '%' AND abs(t.target) < 1 AND t.target <> 0 AND NOT regexp_matches(c.target, '[%％]')",
            "单位是“%”，数却小于 1，分不清是百分之几还是小数（0.065 是 6.5%）。请写成“6.5%”这样的字",
        ),
    ),
    first=(
        f"UPDATE typed_rows SET metric = '税费收入' WHERE regexp_full_match(spaceless(metric), '{_REVENUE}')",
        f"UPDATE typed_rows SET item = NULL WHERE regexp_full_match(spaceless(item), '{_WHOLE}')",
    ),
    finish=(
        "UPDATE typed_rows SET unit = '元' WHERE regexp_full_match(spaceless(unit), '(人民币)?[十百千万亿]*元(\\(.*\\))?|[十百千万亿]+')",
    ),
)
