"""税费收入: one voucher a row; refunds (退库) are negative and stay."""

from __future__ import annotations

from etl.rules import TOTAL_OF_KINDS, WHOLE_SAID, Rule, SourceRules, whole_beside_offices

RULES = SourceRules(
    rules=(
        Rule(
            "tax_kind",
            TOTAL_OF_KINDS,
            "“税费种”写的是合计或大类，它的数在下面各行里已有，会重复计算。请删去这一行，或不填日期",
        ),
        Rule("office", whole_beside_offices("received_on"), WHOLE_SAID),
        Rule("amount_yuan", "t.amount_yuan = 0", "入库金额为 0，请核对", warning=True),
        Rule("received_on", "t.received_on > current_date", "入库日期还没有到"),
    )
)
