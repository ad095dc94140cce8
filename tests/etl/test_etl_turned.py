"""Tables on their side: measures down, days across."""

import datetime as dt

import pytest
from department_files import csv_file, days, etl_json, query, workbook

from etl.inspection import inspect
from etl.load import load

CALLS, STAFF, ROBOT = list(range(101, 132)), [40] * 31, [50] * 31
MEASURES = [("来电总量", CALLS), ("人工接听量", STAFF), ("智能解答量", ROBOT)]
JANUARY = [f"1月{n}日" for n in range(1, 32)]


def rows(head, title="2022年1月咨询热线", measures=MEASURES, lead=(), tail=lambda values: []):
    return [
        [title],
        ["项目", *lead, *head],
        *([name, *("次" for _ in lead), *values, *tail(values)] for name, values in measures),
    ]


def faults(bureau, sent, made):
    result = load(bureau, [workbook(sent / "热线.xlsx", {"表": made})], dry_run=True)
    return [(f.cell, f.message) for _, found in result.refused for f in found]


@pytest.mark.parametrize(
    "made",
    [
        rows(JANUARY),
        rows(days(2022, 1, 31), title="咨询热线日报"),
        rows([*range(1, 32), "合计"], lead=["单位"], tail=lambda values: [sum(values)]),
        [*rows([f"{n}日" for n in range(1, 32)]), ["智能解答占比", *["56%"] * 31], ["制表人：某某"]],
    ],
    ids=["days", "dates", "numbers with a unit and a total", "with a rate and a note"],
)
def test_a_day_a_column(bureau, sent, unserved, made):
    result = load(bureau, [workbook(sent / "热线.xlsx", {"表": made})])
    (accepted,) = result.accepted
    assert (accepted.source, accepted.rows, accepted.covers) == ("hotline", 31, ["2022-01"])
    found = query(
        bureau, "SELECT sum(calls), sum(answered_by_staff), sum(solved_by_robot), min(day), max(day) FROM hotline"
    )
    assert found == [(sum(CALLS), 1240, 1550, dt.date(2022, 1, 1), dt.date(2022, 1, 31))]
    assert query(bureau, "SELECT DISTINCT source_row FROM hotline") == [(3,)]


def test_inspect_names_cells_as_they_stand(bureau, sent):
    made = rows([*JANUARY, "合计"], tail=lambda values: [sum(values) + 1 if values is CALLS else sum(values)])
    path = csv_file(sent / "热线.csv", made)
    code, told = etl_json(bureau, "inspect", path)
    (table,) = told["sheets"][0]["tables"]
    assert (code, table["range"], table["header_rows"], table["source"]) == (0, "A2:AF5", [2], "hotline")
    assert table["columns"][1]["sum"] == str(sum(CALLS))
    assert table["left_out"][0]["why"].startswith("AG 列")
    assert [w["cell"] for w in told["warnings"] if "不符" in w["message"]] == ["AG3"]


def test_days_not_filled_in_yet_are_missing_and_not_nought(bureau, sent, unserved):
    part = [(name, values[:5]) for name, values in MEASURES]
    (accepted,) = load(bureau, [workbook(sent / "热线.xlsx", {"表": rows(JANUARY, measures=part)})]).accepted
    assert accepted.rows == 5
    assert any("个工作日的数" in w.message for w in accepted.warnings)


@pytest.mark.parametrize(
    ("made", "cell", "word"),
    [
        (
            rows([f"{n}月" for n in range(1, 13)], "2022年咨询热线", [(n, v[:12]) for n, v in MEASURES]),
            "B2",
            "分不到每一天",
        ),
        (rows(JANUARY, measures=MEASURES[:2]), "A2", "缺少这些行：智能解答量"),
        (rows(JANUARY, measures=[*MEASURES, ("某某量", STAFF)]), "A6", "认不出是什么"),
        (rows([*JANUARY[:5], "1月5日"], measures=[(n, v[:6]) for n, v in MEASURES]), "G2", "同一天"),
        (rows([*JANUARY[:5], "某日"], measures=[(n, v[:6]) for n, v in MEASURES]), "G2", "认不出是什么"),
        (rows(JANUARY, measures=[("来电总量", [*CALLS[:3], "约百", *CALLS[4:]]), *MEASURES[1:]]), "E3", "应为整数"),
        (rows(JANUARY, measures=[("来电总量", [*CALLS[:3], 10, *CALLS[4:]]), *MEASURES[1:]]), "E3", "超过了来电总量"),
        (rows(["单位", *JANUARY], measures=[(n, ["万次", *v]) for n, v in MEASURES]), "B2", "按原数填报"),
    ],
)
def test_what_cannot_be_stood_upright_is_said(bureau, sent, made, cell, word):
    found = faults(bureau, sent, made)
    assert any(c == cell and word in message for c, message in found), found


def test_a_table_on_its_side_of_no_source_is_only_described(bureau, sent):
    path = workbook(
        sent / "表.xlsx", {"表": [["2022年1月用电"], ["项目", *JANUARY], ["电量", *CALLS], ["水量", *STAFF]]}
    )
    assert inspect(bureau, path)["sheets"][0]["tables"][0]["source"] is None
