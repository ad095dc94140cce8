"""Each rule of a definition, on rows made to miss it narrowly."""

import datetime as dt
from decimal import Decimal

import pytest

from metrics.measure import UnknownMetricError
from metrics.periods import parse

YEAR = [f"2022-{m:02d}" for m in range(1, 13)]
Y = parse("2022")


def day(text):
    return dt.date.fromisoformat(text)


def refund(document, when, policy="减税", amount="100.00", status="已办结", taxpayer="T1"):
    return (
        "refunds",
        {
            "document": document,
            "completed_on": day(when),
            "policy": policy,
            "taxpayer": taxpayer,
            "amount_yuan": Decimal(amount),
            "status": status,
        },
    )


def test_relief_counts_settled_documents_that_nothing_reverses(small):
    rows = [
        refund("A", "2022-01-05"),
        refund("B", "2022-02-05", "留抵退税", "0.10"),
        refund("C", "2022-02-06", "缓税"),
        refund("D", "2022-03-01", status="受理中"),
        refund("E", "2022-03-01", status="作废"),
        refund("F", "2022-03-01", amount="7.00"),
        refund("F", "2022-04-01", amount="7.00", status="冲正"),
        refund("G", "2021-12-31"),
    ]
    m = small(rows, {"refunds": ["2021-12", *YEAR]})
    assert m.measure("relief_amount", Y).value == Decimal("100.10")
    assert m.measure("relief_taxpayer_times", Y).value == 2
    assert m.measure("relief_taxpayers", Y).value == 1
    assert m.measure("credit_refund_amount", Y).value == Decimal("0.10")
    assert m.measure("relief_deferred", Y).value == 100
    assert m.sources(m.measure("relief_amount", Y))[0].rows == "4-5"


def party(kind, quantity=1, body="党委", when="2022-05-05"):
    return ("party", {"day": day(when), "kind": kind, "quantity": quantity, "body": body})


def test_branch_meetings_are_not_the_committees(small):
    rows = [
        party("集中学习"),
        party("集中学习", body=None),
        party("集中学习", body="支部"),
        party("研讨成果", 5),
        party("研讨成果", 4),
    ]
    m = small(rows, {"party": YEAR})
    assert m.measure("party_study_sessions", Y).value == 2
    assert m.measure("seminar_outputs", Y).value == 9
    assert m.measure("party_seminars", Y).value == 0


def test_people_are_counted_once_and_talks_by_person_times(small):
    rows = [("supervision", {"day": day("2022-03-01"), "kind": "追究责任", "person": p}) for p in ("a", "a", "b")] + [
        ("supervision", {"day": day("2022-03-01"), "kind": "谈心谈话", "times": 1, "person_times": n}) for n in (3, 4)
    ]
    m = small(rows, {"supervision": YEAR})
    assert m.measure("persons_held_accountable", Y).value == 2
    assert m.measure("heart_to_heart_talks", Y).value == 7


def publicity(kind, **more):
    return ("publicity", {"day": day("2022-06-01"), "kind": kind, "origin": "某单位", **more})


def test_publicity_counts_outlets_taxpayers_and_briefs(small):
    note = {"subject": "简报", "positive": True, "leader_level": "区委主要领导"}
    rows = [
        publicity("媒体报道", origin="日报") , publicity("媒体报道", origin="日报客户端"), publicity("媒体报道", origin="晚报"),
        publicity("感谢信", taxpayer="T1"), publicity("锦旗", taxpayer="T1"), publicity("锦旗", origin="街道"),
        publicity("批示", brief="1", **note), publicity("批示", brief="1", **{**note, "leader_level": "区政府主要领导"}),
        publicity("批示", brief="2", **{**note, "positive": False}), publicity("批示", brief="3", **{**note, "leader_level": "其他"}),
        publicity("批示", subject="党建", positive=True), publicity("批示", subject="党建", positive=False),
        publicity("荣誉", level="市级", title="先进志愿服务队"),
    ]  # fmt: skip
    m = small(rows, {"publicity": YEAR})
    values = {
        k: m.measure(k, Y).value
        for k in (
            "media_outlets",
            "media_articles",
            "thanks_taxpayers",
            "briefs_endorsed",
            "party_endorsements",
            "volunteer_honours",
        )
    }
    assert values == {
        "media_outlets": 2,
        "media_articles": 3,
        "thanks_taxpayers": 2,
        "briefs_endorsed": 1,
        "party_endorsements": 1,
        "volunteer_honours": 1,
    }


def elected(person, post, born, manner="改选", grade=None, when="2022-07-15"):
    return (
        "appointments",
        {"day": day(when), "person": person, "post": post, "manner": manner, "born": day(born), "grade": grade},
    )


def test_the_secretary_is_no_member_too_and_ages_are_full_years(small):
    rows = [
        elected("s", "机关纪委书记", "1985-04-01"),
        elected("s", "机关纪委委员", "1985-04-01"),
        elected("m", "机关纪委委员", "1990-07-01"),
        elected("n", "机关纪委委员", "1992-08-01"),  # 29 on the day, 30 two weeks later
        elected("o", "机关纪委委员", "1980-01-01", "免职"),
        elected("y", "其他", "1987-08-01", "选配", "副股级"),  # 34
        elected("z", "其他", "1987-07-01", "选配", "副股级"),  # 35 a fortnight ago
    ]
    m = small(rows, {"appointments": YEAR})
    assert m.measure("discipline_secretaries_elected", Y).value == 1
    assert m.measure("discipline_members_elected", Y).value == 2
    age = m.measure("discipline_committee_mean_age", Y)
    assert (age.numerator, age.denominator, age.shown) == (37 + 32 + 29, 3, "33")
    assert m.measure("young_deputy_appointments", Y).value == 1


def test_rosters_hold_at_the_end_and_issues_while_they_last(small):
    rows = [
        ("branches", {"branch": n, "founded_on": day("2018-01-01"), "closed_on": c and day(c)})
        for n, c in (("一", None), ("二", "2022-12-31"), ("三", "2023-01-01"))
    ]
    rows += [("branches", {"branch": "四", "founded_on": day("2022-12-31")})]
    rows += [
        ("inspections", {"issue": n, "raised_by": b, "category": c, "raised_on": day(r), "closed_on": e and day(e)})
        for n, b, c, r, e in (
            ("1", "市局", "甲", "2021-05-01", "2022-01-01"), ("2", "市局", "甲", "2022-12-31", None),
            ("3", "市局", "乙", "2021-05-01", "2021-12-31"), ("4", "区局自查", "丙", "2022-02-01", None),
        )
    ]  # fmt: skip
    m = small(rows, {"branches": ["2022-12"], "inspections": YEAR})
    assert m.measure("party_branches", Y).value == 3
    assert m.measure("inspection_issues", Y).value == 2
    assert m.measure("inspection_issue_kinds", Y).value == 1


def call(when, calls, staff, robot, wait=None):
    return (
        "hotline",
        {
            "day": day(when),
            "calls": calls,
            "answered_by_staff": staff,
            "solved_by_robot": robot,
            "wait_seconds": wait,
            "satisfied": 1,
            "rated": 2,
        },
    )


def test_a_daily_average_names_its_days_and_waits_are_weighted(small):
    rows = [call("2022-01-03", 100, 30, 60, 10), call("2022-01-04", 50, 10, 20, 30), call("2022-01-08", 10, 0, 9)]
    m = small(rows, {"hotline": ["2022-01"]})
    january = parse("2022-01")
    daily = m.measure("hotline_daily_calls", january)
    assert (daily.numerator, daily.denominator, daily.metric.basis) == (129, 21, "按工作日")
    assert m.measure("hotline_daily_calls_calendar", january).denominator == 31
    assert m.measure("hotline_wait_seconds", january).value == Decimal(15)
    assert m.measure("hotline_smart_share", january).shown == "69.0"


def test_absent_is_not_zero(small):
    m = small([party("集中学习")], {"party": YEAR[:10]})
    year = m.measure("party_study_sessions", Y)
    assert year.value is None
    assert year.to_fill == "〔待补：机关党委，缺 11—12月〕"
    assert m.measure("party_study_sessions", Y, by="month")[3].value == 0
    assert m.measure("party_study_sessions", parse("2022-01..2022-10")).value == 1
    growth = m.measure("revenue_growth", Y)
    assert growth.value is None
    assert [len(g.months) for g in growth.gaps] == [24]


def test_a_ratio_over_nothing_has_a_reason_instead_of_a_value(small):
    m = small([], {"hotline": YEAR})
    share = m.measure("hotline_smart_share", Y)
    assert (share.value, share.gaps) == (None, ())
    assert "分母为零" in share.to_fill


def test_what_does_not_exist_is_named(small):
    m = small([], {"party": YEAR})
    with pytest.raises(UnknownMetricError, match="没有“nonsense”"):
        m.measure("nonsense", Y)
    with pytest.raises(UnknownMetricError, match="可以按"):
        m.measure("party_study_sessions", Y, by="office")


def test_targets_have_a_meaning_for_years_only(small):
    rows = [
        ("targets", {"year": 2022, "metric": "税费收入", "target": Decimal("1000"), "unit": "元"}),
        ("targets", {"year": 2022, "metric": "税费收入", "item": "增值税", "target": Decimal("400"), "unit": "元"}),
        ("revenue", {"received_on": day("2022-02-01"), "tax_kind": "增值税", "amount_yuan": Decimal("300")}),
    ]
    m = small(rows, {"targets": YEAR, "revenue": YEAR})
    assert m.measure("revenue_target", parse("2022-03")).value is None
    half = parse("2022H1")
    assert m.measure("revenue_target_progress", half).value == 30
    assert m.measure("revenue_target_gap", half).value == -20
