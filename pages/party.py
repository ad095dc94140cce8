"""党建与宣传: each kind of party work and publicity by month, branches, appointments."""

from ui import blocks, facts, frame, says

STUDY = ["party_study_sessions", "party_seminars", "seminar_outputs", "suggestions_collected"]
DUTY = ["ideology_reports_heard", "ideology_assessments", "youth_forums", "responsibility_reports"]
PUBLICITY = [
    "media_outlets",
    "media_articles",
    "thanks_taxpayers",
    "briefs_written",
    "briefs_endorsed",
    "party_endorsements",
]
PEOPLE = [
    "party_branches",
    "discipline_secretaries_elected",
    "discipline_members_elected",
    "discipline_committee_mean_age",
]
MORE = ["young_deputy_appointments", "volunteer_honours"]

with frame.page("党建与宣传") as view:
    facts.told(
        view,
        "党委集中学习 {}、专题研讨 {}；{}媒体报道我局做法，收到 {}纳税人的感谢信及锦旗。",
        *("party_study_sessions", "party_seminars", "media_outlets", "thanks_taxpayers"),
    )
    blocks.heading_line("学习与研讨")
    blocks.cards(view, STUDY)
    blocks.heading_line("意识形态与责任")
    blocks.cards(view, DUTY)
    blocks.month_table(view, STUDY + DUTY, "党建各项逐月情况", "党建逐月情况")
    blocks.heading_line("宣传")
    blocks.cards(view, PUBLICITY, "three")
    blocks.heading_line("组织与干部")
    blocks.cards(view, PEOPLE + MORE, "three")
    says.block(view, "party", "publicity", "branches", "appointments")
