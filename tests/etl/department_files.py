"""Files as departments send them, made for the tests."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter
from stdnum.cn import uscc

from etl.load import load
from tests import warm
from warehouse.places import Places
from warehouse.snapshots import open_snapshot

ROOT = Path(__file__).resolve().parents[2]

HOTLINE = ["日期", "来电总量", "人工接听量", "智能解答量", "平均等待秒数", "满意评价数", "参评数"]
REVENUE = ["入库日期", "税费种", "预算级次", "行业", "主管税务所", "纳税人识别号", "票证号", "入库金额"]
SUPERVISION = ["日期", "事项", "次数", "人次", "人员代号", "主题", "责任部门", "佐证材料"]


def workbook(path, sheets, **options):
    """Write an .xlsx; dates become date cells, Decimals numbers, texts that start with = formulas without a value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif isinstance(value, str) and not value.startswith("="):
                        sheet.write_string(r, c, value)
                    elif isinstance(value, Decimal):
                        sheet.write_number(r, c, float(value))
                    elif value is not None:
                        sheet.write(r, c, value)
    return path


def merged_book(path, rows, spans=()):
    """A workbook of one sheet as rows stand, and some of its ranges merged."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for span in spans:
        book.active.merge_cells(span)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def csv_file(path, rows, encoding="gb18030", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [["" if v is None else v for v in row] for row in rows]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def hotline_rows(days, calls=100, title="2022年3月咨询热线日报"):
    return [[title], ["单位：次"], HOTLINE, *([d, calls + d.day, 40, 50, 12.5, 9, 10] for d in days)]


def days(year, month, count=5):
    return [date(year, month, n + 1) for n in range(count)]


def credit_code(first):
    """Seventeen characters with their check digit."""
    return first + uscc.calc_check_digit(first)


def revenue_rows(title="2022年3月税费收入入库明细", unit="单位：元", count=6, first=1, month=3, office="第一税务所"):
    rows = [
        [
            date(2022, month, n + 1),
            "增值税" if n % 2 else "企业所得税",
            "区级",
            "制造业",
            office,
            credit_code(f"9199010{n:04d}MA0000"),
            f"V{month:02d}{first + n:04d}",
            Decimal("1234.56") * (n + 1),
        ]
        for n in range(count)
    ]
    total = sum((r[-1] for r in rows), Decimal(0))
    return [[title], [unit], REVENUE, *rows, ["合计", None, None, None, None, None, None, total]]


def query(places: Places, sql, *parameters):
    """Rows of the served snapshot."""
    return open_snapshot(places).rows(sql, list(parameters))


def etl(places: Places, *arguments):
    """`python -m etl …` in a process of its own: exit code, standard output, standard error."""
    done = warm.run("etl", *arguments, "--data", places.root)
    return done.returncode, done.stdout, done.stderr


def etl_json(places: Places, *arguments):
    code, out, _ = etl(places, *arguments, "--json")
    return code, json.loads(out)


def sent_as(places: Places, folder, rows, name="税费收入.xlsx", **options):
    """What became of one file of one sheet."""
    return load(places, [workbook(folder / name, {"表": rows})], **options)


def refused_at(result):
    """Cell and sentence of every fault."""
    return [(fault.cell, fault.message) for _, faults in result.refused for fault in faults]


def revenue_yuan(places: Places):
    """All that is loaded."""
    return query(places, "SELECT sum(amount_yuan) FROM revenue")[0][0]


def messages(result):
    return [f.text for _, faults in result.refused for f in faults]
