"""Small files of three sources for the kill test, and what a bureau that took them in must show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from department_files import HOTLINE, REVENUE, SUPERVISION, credit_code, csv_file, workbook

MONTHS = 6
ROWS = 4
SOURCES = ("revenue", "hotline", "supervision")

State = dict[tuple[str, str], tuple[int, Decimal]]
"""Rows and sum of each source and month that somebody sent."""


@dataclass(frozen=True)
class Sending:
    """What one department says of one month. The number is its version: figures depend on it, keys do not."""

    source: str
    month: int
    number: int

    @property
    def label(self):
        """As the database has it."""
        return f"2022-{self.month:02d}"

    def figures(self):
        """The column that is summed, row by row."""
        if self.source == "revenue":
            return [Decimal("1234.56") + 7 * self.number + n for n in range(ROWS)]
        if self.source == "hotline":
            return [Decimal(200 + self.number + n) for n in range(ROWS)]
        return [Decimal(1 + (self.number * 3 + n) % 9) for n in range(ROWS)]

    def rows(self):
        """The sheet, with its title."""
        at = [date(2022, self.month, n + 1) for n in range(ROWS)]
        title = f"2022年{self.month}月"
        each = list(zip(at, self.figures(), strict=True))
        if self.source == "revenue":
            body = [
                [day, "增值税", "区级", "制造业", "第一税务所", credit_code(f"9199010{n:04d}MA0000"), f"V{self.month:02d}{n:04d}", value]
                for n, (day, value) in enumerate(each)
            ]  # fmt: skip
            return [[f"{title}税费收入入库明细"], ["单位：元"], REVENUE, *body]
        if self.source == "hotline":
            return [[f"{title}咨询热线日报"], HOTLINE, *([day, int(v), 40, 50, 12, 9, 10] for day, v in each)]
        body = [[day, "专项监督检查", int(v), None, None, None, None, None] for day, v in each]
        return [[f"{title}监督台账"], SUPERVISION, *body]


def write(folder, sendings, *, together):
    """Files for these sendings: a workbook with a sheet for each source, or a text file for each."""
    if together:
        name = f"合并{'_'.join(str(s.number) for s in sendings)}_2022年{sendings[0].month}月.xlsx"
        return [workbook(folder / name, {s.source: s.rows() for s in sendings})]
    return [csv_file(folder / f"{s.source}{s.number}_{s.label}.csv", s.rows()) for s in sendings]


def after(state: State, sendings) -> State:
    """What a bureau shows once it has taken these in: a month counts as it was sent last."""
    return state | {(s.source, s.label): (ROWS, sum(s.figures(), Decimal(0))) for s in sendings}
