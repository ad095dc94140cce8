"""Damage to what a sheet adds up: units, totals, things pasted. Each docstring names the trap."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from random import Random

from mutated_files import Damage, Formula, Page, Sent, total

from etl.faults import address
from warehouse.schema import Kind

DAMAGES: dict[str, Damage] = {}
MONEY = ("revenue", "refunds")
TOTALLED = ("revenue", "refunds", "hotline")
KEYLESS = ("supervision", "party", "publicity", "appointments")
QUANTITIES = (Kind.MONEY, Kind.COUNT, Kind.NUMBER)


def damage(*cause: str, **options) -> Callable:
    """Enter a kind of damage with the words that a refusal must have."""

    def enter(function: Callable[[Sent, Random], object]) -> Callable:
        DAMAGES[function.__name__] = Damage(function.__name__, function, cause, **options)
        return function

    return enter


def first_sheet(sent: Sent) -> None:
    """Leave only the first sheet."""
    del sent.pages[1:]


# --- units


def _scale(sent: Sent, factor: Decimal) -> None:
    for page in sent.pages:
        place = page.place("amount_yuan")
        for row in (*page.rows, *page.foot):
            row[place] = row[place] * factor if row[place] is not None else None


def _set_unit(sent: Sent, unit: str) -> None:
    """Put other words in place of 单位：…, and scale the amounts from 元 or 万元 to 元."""
    for page in sent.pages:
        for i, value in enumerate(page.title[1]):
            if isinstance(value, str) and value.startswith("单位"):
                said = value.split("  ")[0]
                page.title[1][i] = value.replace(said, unit, 1).strip() or None


def _in_yuan(sent: Sent) -> None:
    if sent.stem == "revenue":
        _scale(sent, Decimal(10000))


def _head_money(sent: Sent, text: str) -> None:
    for page in sent.pages:
        page.header[-1][page.place("amount_yuan")] = text


@damage(only=MONEY)
def unit_moved_from_title_to_header(sent, random):
    """单位：万元 stands in the heading 金额（万元） instead of the title."""
    unit = "万元" if sent.stem == "revenue" else "元"
    _set_unit(sent, "")
    _head_money(sent, random.choice([f"金额（{unit}）", f"金额({unit})", f"金额 / {unit}", f"金额\n（{unit}）"]))


@damage(only=MONEY)
def unit_another_with_values_scaled(sent, random):
    """The same money in 元, 千元, 万元 or 亿元, said in the title."""
    _in_yuan(sent)
    unit, factor = random.choice([("元", 1), ("千元", 1000), ("万元", 10**4), ("百万元", 10**6)])
    _scale(sent, Decimal(1) / factor)
    _set_unit(sent, f"单位：{unit}")


@damage("单位", "金额", only=MONEY)
def unit_in_a_line_of_its_own_under_the_heading(sent, random):
    """The header's second row holds nothing but the unit."""
    _set_unit(sent, "")
    for page in sent.pages:
        page.header.append([None] * len(page.names))
        page.header[-1][page.place("amount_yuan")] = "（万元）" if sent.stem == "revenue" else "（元）"


@damage("单位", only=MONEY)
def unit_of_heading_against_title(sent, random):
    """Title 单位：万元, heading 金额（元）: one of them is wrong, and nobody but the sender knows which."""
    unit = "元" if sent.stem == "revenue" else "万元"
    _head_money(sent, f"金额（{unit}）")
    sent.wrong = True


@damage("单位", told=("单位",), changed=("没有写明单位", "按元", "按“元”"), only=MONEY)
def unit_nowhere(sent, random):
    """No unit anywhere: 元 is assumed, and that is said together with the total."""
    _set_unit(sent, "")


@damage("单位", changed=("没有写明单位", "按元"), only=MONEY)
def unit_in_a_note_below(sent, random):
    """注：金额单位为万元 stands under the table."""
    _set_unit(sent, "")
    for page in sent.pages:
        page.foot.append([f"注：本表金额单位为{'万元' if sent.stem == 'revenue' else '元'}。"])


@damage("单位", "小数", only=MONEY)
def unit_in_a_column(sent, random):
    """A column 单位 says 万元 in every row; the title says nothing."""
    _set_unit(sent, "")
    unit = "万元" if sent.stem == "revenue" else "元"
    for page in sent.pages:
        place = page.place("amount_yuan") + 1
        for row, value in [(page.header[0], "单位"), *((r, unit) for r in page.rows), *((r, unit) for r in page.foot)]:
            row.insert(place, value)
        page.names.insert(place, None)


@damage("单位", "小数", "合计", only=MONEY)
def unit_varies_by_row(sent, random):
    """元 in one row and 万元 in the next, said in a column 单位."""
    unit_in_a_column(sent, random)
    big = sent.stem == "revenue"
    for page in sent.pages:
        money = page.place("amount_yuan")
        for row in page.rows[::3]:
            row[money] = row[money] * 10000 if big else row[money] / 10000
            row[money + 1] = "元" if big else "万元"


@damage("金额", "数字", only=MONEY)
def unit_in_the_cells(sent, random):
    """12.5万元 as text in the cell."""
    unit = "万元" if sent.stem == "revenue" else "元"
    for page in sent.pages:
        for row in page.rows:
            row[page.place("amount_yuan")] = f"{row[page.place('amount_yuan')]}{unit}"


@damage("单位", changed=("没有写明单位",), only=MONEY)
def unit_spelt_otherwise(sent, random):
    """金额单位：人民币万元, （单位:万元）, 单位： 万 元, 计量单位."""
    unit = "万元" if sent.stem == "revenue" else "元"
    _set_unit(
        sent,
        random.choice(
            [f"金额单位：人民币{unit}", f"（单位:{unit}）", f"单位： {' '.join(unit)}", f"计量单位：{unit}（列至分）"]
        ),
    )


@damage("单位", changed=("没有写明单位",), only=MONEY)
def unit_split_over_two_cells(sent, random):
    """单位： in one cell, 万元 in the next."""
    _set_unit(sent, "")
    for page in sent.pages:
        page.title.append([None] * 5 + ["单位：", "万元" if sent.stem == "revenue" else "元"])


@damage("单位", only=("revenue",))
def unit_differs_between_sheets(sent, random):
    """万元 in one sheet and 元 in the next, each said in its title."""
    page = sent.pages[1]
    for row in (*page.rows, *page.foot):
        row[page.place("amount_yuan")] *= 10000
    page.title[1][0] = page.title[1][0].replace("万元", "元")


@damage("单位", changed=("没有写明单位",), only=MONEY)
def unit_in_the_name_only(sent, random):
    """（单位：万元） stands in the sheet's or the file's name only."""
    _set_unit(sent, "")
    unit = "万元" if sent.stem == "revenue" else "元"
    sent.name += f"（{unit}）"


@damage(only=("targets",))
def unit_of_a_target_moved(sent, random):
    """亿元 in one row, 万元 in the next: each row says its own."""
    for page in sent.pages:
        row = page.rows[1]
        row[page.place("target")] *= 10000
        row[page.place("unit")] = "万元"


@damage("单位", told=("单位",), only=("targets",))
def unit_of_a_target_unknown(sent, random):
    """A unit that nobody knows."""
    for page in sent.pages:
        page.rows[1][page.place("unit")] = "万圆整"
    sent.wrong = True


# --- totals


def _quantities(sent: Sent, page: Page) -> list[int]:
    return [i for i in sent.places(*QUANTITIES) if page.foot and page.foot[0][i] is not None]


@damage("合计", only=TOTALLED)
def total_wrong(sent, random):
    """A published total is wrong: the cell is named, nothing is corrected."""
    page = random.choice(sent.pages)
    place = random.choice(_quantities(sent, page))
    page.foot[0][place] += 1
    sent.wrong = True


@damage(only=TOTALLED)
def total_gone(sent, random):
    """No total at all."""
    for page in sent.pages:
        page.foot = []


@damage(only=TOTALLED)
def total_on_top(sent, random):
    """The total stands above its rows."""
    for page in sent.pages:
        page.rows, page.foot = [*page.foot, *page.rows], []


@damage("合计", only=TOTALLED)
def total_on_top_wrong(sent, random):
    """The total above its rows is wrong."""
    total_wrong(sent, random)
    total_on_top(sent, random)


@damage("合计", "小计", only=TOTALLED)
def total_label_elsewhere(sent, random):
    """合计 stands in the second or third column, or is spelt 合　　计, 总 计, 合计：, 本页合计, 本月合计."""
    label = random.choice(["合　　计", "总 计", "合计：", "本月合计", "本页小计", "合计数", "(合计)", "共　计"])
    for page in sent.pages:
        texts = [i for i in range(len(page.names)) if i not in sent.places(*QUANTITIES)]
        page.foot[0][0] = None
        page.foot[0][random.choice(texts)] = label


@damage("不能空着", "合计", only=TOTALLED)
def total_without_a_label(sent, random):
    """A row of sums that says nothing."""
    for page in sent.pages:
        page.foot[0][0] = None


@damage("合计", "税费种", "只能填", "日期重复", "不能空着", "单据号重复", only=TOTALLED)
def total_with_a_date(sent, random):
    """The total row carries a date like any other row."""
    for page in sent.pages:
        page.foot[0][0] = None
        page.foot[0][page.place(sent.table.dated_by)] = page.rows[-1][page.place(sent.table.dated_by)]
        kinds = [n for n in page.names if n in {"tax_kind", "policy"}]
        page.foot[0][page.place(kinds[0]) if kinds else 0] = random.choice(["合计", "税收收入合计", "小计"])


def _subtotals(sent: Sent, label: str, wrong: bool) -> None:
    page = sent.pages[0]
    rows, block, added = [], [], [i for i in sent.places(*QUANTITIES) if page.foot[0][i] is not None]
    for number, row in enumerate(page.rows, 1):
        rows.append(row)
        block.append(row)
        if number % 10 == 0 or number == len(page.rows):
            line = [None] * len(page.names)
            line[0] = label
            for place in added:
                line[place] = total(page, place, block) + (1 if wrong and number == 10 else 0)
            rows.append(line)
            block = []
    page.rows = rows


@damage(only=TOTALLED)
def subtotals_between(sent, random):
    """小计 after every ten rows, a grand total at the end."""
    _subtotals(sent, random.choice(["小计", "小　计", "本旬小计"]), wrong=False)


@damage("小计", "合计", only=TOTALLED)
def subtotals_wrong(sent, random):
    """One of the 小计 is wrong."""
    _subtotals(sent, "小计", wrong=True)
    sent.wrong = True


@damage("其中", only=TOTALLED)
def of_which_rows(sent, random):
    """其中：… repeats a part of the row above."""
    for page in sent.pages:
        line = list(page.rows[2])
        labels = [page.place(n) for n in ("tax_kind",) if n in page.names] or [0]
        line[labels[0]] = f"其中：{line[labels[0]]}"
        if page.names[labels[0]] != sent.table.dated_by:
            line[page.place(sent.table.dated_by)] = random.choice([None, line[page.place(sent.table.dated_by)]])
        page.rows.insert(3, line)


@damage("累计", told=("累计",), only=TOTALLED)
def running_total_wrong(sent, random):
    """The 累计 row below the total does not agree with the rows: said, since its parts may lie elsewhere."""
    page = sent.pages[-1]
    line = [None if v is None else v + 5 for v in page.foot[0][1:]]
    page.foot.append(["本年累计", *line])


@damage("累计", only=TOTALLED)
def running_total_right(sent, random):
    """本月合计 and 本年累计 both stand below the rows."""
    page = sent.pages[0]
    page.foot = [["本月合计", *page.foot[0][1:]], ["本年累计", *page.foot[0][1:]]]


@damage("累计", told=("累计", "没有读取"), only=TOTALLED)
def cumulative_column_beside(sent, random):
    """本年累计 stands beside each value: the value is the fact, the cumulative one a check."""
    for page in sent.pages:
        place = sent.places(Kind.MONEY, Kind.COUNT)[0]
        running = Decimal(0)
        for row in page.rows:
            running += row[place] or 0
            row.insert(place + 1, running)
        for row in page.foot:
            row.insert(place + 1, None)
        page.header[0].insert(place + 1, random.choice(["本年累计", "累计金额", "累计"]))
        page.names.insert(place + 1, None)


@damage("合计", only=TOTALLED)
def total_is_a_calculated_formula(sent, random):
    """The total is =SUM(…), calculated."""
    if sent.is_text:
        return False
    for page in sent.pages:
        for place in _quantities(sent, page):
            column = address(1, place + 1)[:-1]
            page.foot[0][place] = Formula(
                f"=SUM({column}{page.first + 1}:{column}{page.first + len(page.rows)})", page.foot[0][place]
            )
    return True


# --- the same thing twice, or another thing beside it


@damage("又出现了一张表", "另一张表", "重复")
def pasted_again_with_header(sent, random):
    """The whole table stands a second time under the notes."""
    page = sent.pages[0]
    page.below = [[], ["注：以上数据以系统为准。"], [], *deepcopy(page.header), *deepcopy(page.rows)]


@damage("重复", "又出现了一张表", "还有数据")
def pasted_again_without_header(sent, random):
    """The rows stand a second time under the notes."""
    page = sent.pages[0]
    page.below = [[], ["注：以上数据以系统为准。"], *deepcopy(page.rows)]


@damage("重复", "又出现了一张表")
def pasted_again_at_once(sent, random):
    """The rows stand a second time right below the first."""
    page = sent.pages[0]
    page.foot = []
    page.rows = [*page.rows, *deepcopy(page.rows)]


@damage("重复", "列都像", "两张表", "并排", told=("没有读取", "旁边"))
def pasted_beside(sent, random):
    """The table stands a second time to the right, after an empty column."""
    page = sent.pages[0]
    width = len(page.names)
    page.header[0] = [*page.header[0], None, *page.header[0]]
    page.rows = [[*row, None, *row] for row in page.rows]
    page.foot = [[*row, *[None] * (width + 1)] for row in page.foot]


@damage("重复", "相同")
def sheet_copied(sent, random):
    """A sheet a stage: the same sheet under a second name."""
    if sent.is_text:
        return False
    page = deepcopy(sent.pages[0])
    page.name = f"{page.name} ({len(sent.pages) + 1})"
    sent.pages.append(page)
    return True


@damage(told=("隐藏",))
def sheet_copied_and_hidden(sent, random):
    """The hidden copy of a sheet is named and not read."""
    if sent.is_text:
        return False
    sheet_copied(sent, random)
    sent.pages[-1].hidden = True
    return True


@damage(
    "又出现了一张表",
    "重复",
    "合计",
    "不能空着",
    "应为日期",
    "另一张表",
    "还有数据",
    told=("没有读取", "没有表头", "另一张表", "说明"),
    only=TOTALLED,
)
def summary_below(sent, random):
    """A small summary with a header of its own stands under the table."""
    page = sent.pages[0]
    place = _quantities(sent, page)[0]
    page.below = [
        [],
        ["附：分项汇总"],
        ["项目", "金额"],
        ["甲类", total(page, place, page.rows[:10])],
        ["乙类", total(page, place, page.rows[10:])],
    ]


@damage("列都像", "两张表", told=("没有读取", "没有表头"), only=TOTALLED)
def summary_beside(sent, random):
    """A small summary stands to the right of the table."""
    page = sent.pages[0]
    place = _quantities(sent, page)[0]
    page.header[0] += [None, "分项", "小计"]
    page.rows[0] += [None, "甲类", total(page, place)]
    page.rows[1] += [None, "乙类", Decimal(3)]


@damage("又出现了一张表", "重复的表头")
def month_blocks_stacked(sent, random):
    """Month blocks in one sheet, each with its title and its header."""
    first, *others = sent.pages
    if not others:
        half = len(first.rows) // 2
        first.below = [[], *deepcopy(first.header), *first.rows[half:], *first.foot]
        first.rows, first.foot = first.rows[:half], []
        return True
    if sent.stem != "revenue":
        return False
    for page in others:
        first.below += [[], *page.title, *page.header, *page.rows, *page.foot]
    first.name, sent.pages = "1-2月", [first]
    first.title[0][0] = first.title[0][0].replace("1月", "1-2月")
    first.below[1] = ["2月"]
    return True


@damage("重复")
def key_twice_with_other_values(sent, random):
    """The same key twice, corrected in the second: refused, never summed."""
    page = sent.pages[0]
    if not sent.table.key:
        return False
    line = list(page.rows[5] if len(page.rows) > 5 else page.rows[-1])
    for place in sent.places(*QUANTITIES):
        line[place] = (line[place] or 0) + 7
    page.rows.append(line)
    page.foot = []
    return True


@damage("重复", "相同", changed=("完全相同的行",))
def row_pasted_twice(sent, random):
    """One row stands twice; where rows have no number of their own, that is said."""
    page = sent.pages[0]
    page.rows.insert(4, list(page.rows[3]))
    page.foot = []
