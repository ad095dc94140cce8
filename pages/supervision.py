"""监督: each kind of supervision by month, and the rectification of what inspections raised."""

from ui import blocks, facts, frame, says

KINDS = [
    "special_inspections",
    "heart_to_heart_talks",
    "warning_film_screenings",
    "drink_driving_checks",
    "persons_held_accountable",
]
RECTIFICATION = ["inspection_issues", "inspection_issue_kinds", "inspection_closed_share"]

with frame.page("监督") as view:
    facts.told(
        view,
        "专项监督检查 {}，谈心谈话 {}，放映警示教育片 {}，酒驾醉驾专项检查 {}，追究责任 {}。",
        *KINDS,
    )
    blocks.cards(view, KINDS, "five")
    blocks.by_month(view, "heart_to_heart_talks", "各月谈心谈话，与上年相比")
    blocks.month_table(view, KINDS, "各项监督逐月情况", "监督逐月情况")
    blocks.heading_line("巡察整改")
    blocks.cards(view, RECTIFICATION, "three")
    says.block(view, "supervision", "inspections")
