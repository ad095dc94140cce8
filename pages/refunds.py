"""退税减税降费: by policy, month, tax kind, industry and office; what is only deferred stands apart."""

from ui import blocks, facts, frame, says
from ui.layout import side_by_side

CARDS = ["relief_amount", "relief_taxpayer_times", "relief_taxpayers", "credit_refund_amount", "relief_deferred"]

with frame.page("退税减税降费") as view:
    facts.told(
        view,
        "办理退税降费 {}，惠及 {}，其中留抵退税 {}；另缓税缓费 {}，只是缓缴，不计入退税降费。",
        *("relief_amount", "relief_taxpayer_times", "credit_refund_amount", "relief_deferred"),
    )
    blocks.cards(view, CARDS, "five")
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_month(view, "relief_amount", "各月退税降费，与上年相比", noted=True)
    with right:
        blocks.by_month(view, "relief_deferred", "各月缓税缓费，与上年相比")
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_member(view, "relief_amount", "policy")
    with right:
        blocks.by_member(view, "relief_amount", "tax_kind")
    left, right = side_by_side(1, 1)
    with left:
        blocks.by_member(view, "relief_amount", "industry")
    with right:
        blocks.by_member(view, "relief_amount", "office")
    says.block(view, "refunds")
