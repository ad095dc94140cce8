"""What the last correction was: cells of rows with a key, rows where there is none."""

from datetime import date
from decimal import Decimal

from department_files import REVENUE, SUPERVISION, days, etl_json, hotline_rows, workbook

from etl.keeping.corrected import corrected
from etl.load import load


def brought(bureau, path, replace=False):
    done = load(bureau, [path], replace=replace)
    assert done.build, done.refused
    return corrected(bureau, done.build)


def test_cells_of_rows_with_a_key(bureau, sent, unserved):
    rows = hotline_rows(days(2022, 3))
    assert brought(bureau, workbook(sent / "一_2022年3月热线.xlsx", {"日报": rows})) == []
    rows[4][1] += 7
    rows[6][6] = 11
    rows.append([date(2022, 3, 8), 100, 40, 50, 12.5, 9, 10])
    found = brought(bureau, workbook(sent / "二_2022年3月热线.xlsx", {"日报": rows}))
    assert [(c.row, c.key, c.column, c.before, c.after) for c in found[:2]] == [
        (5, "2022-03-02", "来电总量", "102", "109"),
        (7, "2022-03-04", "参评数", "10", "11"),
    ]
    (new,) = found[2:]
    assert (new.row, new.key, new.column, new.before) == (9, "2022-03-08", None, None)
    code, told = etl_json(bureau, "corrections")
    assert (code, len(told["corrections"])) == (0, 3)
    assert new.after.startswith("2022-03-08，100，40，50")


def test_rows_without_a_key(bureau, sent, unserved):
    def ledger(name, *rows):
        return workbook(sent / name, {"表": [["2022年3月监督台账"], SUPERVISION, *rows]})

    film = [date(2022, 3, 1), "警示教育片", 1, None, None, "甲", None, None]
    check = [date(2022, 3, 2), "专项监督检查", 1, None, None, "乙", None, None]
    brought(bureau, ledger("一.xlsx", film, film, check))
    found = brought(bureau, ledger("二.xlsx", film, film, [*check[:2], 2, *check[3:]]))
    assert [(c.key, c.column, c.before, c.after) for c in found] == [
        ("2022-03", None, None, "2022-03-02，专项监督检查，2，乙"),
        ("2022-03", None, "2022-03-02，专项监督检查，1，乙", None),
    ]
    found = brought(bureau, ledger("三.xlsx", film, [*check[:2], 2, *check[3:]]), replace=True)
    assert [(c.before, c.after) for c in found] == [("2022-03-01，警示教育片，1，甲", None)]


def test_taxpayers_are_not_named(bureau, sent, unserved):
    def receipts(name, taxpayer):
        row = [date(2022, 3, 1), "增值税", None, None, None, taxpayer, "V1", Decimal("1.00")]
        return workbook(sent / name, {"表": [["2022年3月税费收入"], ["单位：元"], REVENUE, row]})

    brought(bureau, receipts("一.xlsx", "91990101MAG3AT7CKY"))
    (cell,) = brought(bureau, receipts("二.xlsx", "91990101MA59JD16A6"))
    assert (cell.column, cell.before, cell.after) == ("纳税人识别号", "（代码）", "（代码）")


def test_lines_of_one_voucher_are_compared_each_with_its_own(bureau, sent, unserved):
    def receipts(name, *lines):
        rows = [[date(2022, 3, 1), kind, None, None, None, None, "V1", Decimal(yuan)] for kind, yuan in lines]
        return workbook(sent / name, {"表": [["2022年3月税费收入"], ["单位：元"], REVENUE, *rows]})

    vat = ("增值税", 100)
    brought(bureau, receipts("一.xlsx", vat, ("契税", 7)))
    (cell,) = brought(bureau, receipts("二.xlsx", vat, ("契税", 8)))
    assert (cell.key, cell.column, cell.before, cell.after) == ("V1", "入库金额", "7.00", "8.00")
    came, went = brought(bureau, receipts("三.xlsx", vat, ("印花税", 8)))
    assert (came.column, "印花税" in came.after) == (None, True)
    assert (went.column, "契税" in went.before) == (None, True)
