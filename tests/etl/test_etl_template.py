"""A filled template loads without a question, for each source."""

import openpyxl
import pytest
from department_files import credit_code, etl, query

from etl.load import load
from etl.template import template
from warehouse.schema import TABLES, Kind

pytestmark = pytest.mark.usefixtures("unserved")
VALUES = {
    Kind.DATE: "2022-03-18",
    Kind.MONTH: "1989-06",
    Kind.MONEY: 12.34,
    Kind.COUNT: 1,
    Kind.NUMBER: 2,
    Kind.YEAR: 2022,
    Kind.FLAG: "是",
    Kind.TEXT: "某某",
}
OWN = {
    "unit": "亿元",
    "metric": "税费收入",
    "item": None,
    "calls": 5,
    "closed_on": "2022-03-20",
    "born": "1989-06",
    "document": "TS1",
    "taxpayer": credit_code("91990101MA00000XX"),
}


@pytest.mark.filterwarnings("ignore:Data Validation extension is not supported")
@pytest.mark.parametrize("stem", TABLES)
def test_a_filled_template_loads(bureau, sent, stem):
    path = template(stem, sent / "填好的.xlsx", bureau)
    book = openpyxl.load_workbook(path)
    sheet = book[TABLES[stem].title]
    sheet["B2"] = "2022年12月31日" if TABLES[stem].roster else "2022年"
    columns = {sheet.cell(3, c).value: c for c in range(1, sheet.max_column + 1)}
    for column in TABLES[stem].columns:
        value = OWN.get(column.name, column.codes[0] if column.codes else VALUES[column.kind])
        sheet.cell(5, columns[column.heading + ("＊" if column.required else "")]).value = value
    book.save(path)
    result = load(bureau, [path])
    assert not result.refused
    (accepted,) = result.accepted
    assert (accepted.source, accepted.rows) == (stem, 1)
    assert accepted.covers[-1] == "2022-12"
    assert query(bureau, f"SELECT source_row FROM {stem}") == [(5,)]


def test_the_command_writes_it_and_refuses_nonsense(bureau, sent):
    assert etl(bureau, "template", "revenue", "-o", sent / "a.xlsx")[0] == 0
    assert (sent / "a.xlsx").exists()
    assert etl(bureau, "template", "nothing", "-o", sent / "b.xlsx")[0] == 2
    assert etl(bureau, "template", "revenue", "-o", sent / "b.csv")[0] == 2
