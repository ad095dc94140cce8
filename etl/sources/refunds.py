"""退税减税降费: one state of one document a row; 冲正 cancels its 单据号."""

from __future__ import annotations

from etl.rules import TOTAL_OF_KINDS, WHOLE_SAID, Rule, SourceRules, whole_beside_offices

RULES = SourceRules(
    rules=(
        Rule("tax_kind", TOTAL_OF_KINDS, "“税费种”写的是合计或大类，它的数在下面各行里已有，会重复计算。请删去这一行"),
        Rule("office", whole_beside_offices("completed_on"), WHOLE_SAID),
        Rule(
            "amount_yuan",
            "t.amount_yuan < 0 AND t.status <> '冲正'",
            "金额是负数而状态不是“冲正”。冲销请另列一行，状态填“冲正”",
        ),
        Rule("completed_on", "t.completed_on > current_date", "办结日期还没有到"),
        Rule(
            "document",
            "t.status = '冲正' AND t.document NOT IN (SELECT document FROM typed_rows WHERE status <> '冲正') "
            "AND t.document NOT IN (SELECT document FROM standing WHERE status <> '冲正')",
            "这一行冲正的单据号，本文件和已入库的数据里都没有，请核对单据号",
            warning=True,
        ),
    )
)
