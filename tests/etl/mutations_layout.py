"""Damage to the layout of a sheet: headers, columns, shapes. Each docstring names the trap."""

from datetime import date
from decimal import Decimal

from mutated_files import Page, Sent, total
from mutations import DAMAGES, KEYLESS, QUANTITIES, damage, first_sheet

__all__ = ["DAMAGES"]


# --- headers


@damage("表头", "没有认出")
def header_missing(sent, random):
    """No header at all."""
    for page in sent.pages:
        page.header = []
    sent.wrong = True


@damage()
def header_moved_down(sent, random):
    """Empty lines and words above the header."""
    for page in sent.pages:
        page.title += [[], ["（内部资料）"], [], []]


@damage("表头", "没有认出", "列都像")
def header_in_two_rows(sent, random):
    """Group titles above the headings, merged over their columns."""
    for page in sent.pages:
        top = [None] * len(page.names)
        half = len(top) // 2
        top[0], top[half] = "基本情况", "具体内容"
        row = len(page.title)
        page.header.insert(0, top)
        if not sent.is_text:
            page.merged += [m for m in ((row, 0, row, half - 1), (row, half, row, len(top) - 1)) if m[1] < m[3]]


@damage("表头", "没有认出")
def header_merged_downwards(sent, random):
    """Each heading is merged over two rows."""
    for page in sent.pages:
        row = len(page.title)
        page.header.append([None] * len(page.names))
        if not sent.is_text:
            page.merged += [(row, c, row + 1, c) for c in range(len(page.names))]


@damage()
def header_with_line_breaks_and_marks(sent, random):
    """Line breaks, spaces, stars and colons inside the headings."""
    for page in sent.pages:
        page.header[-1] = [
            random.choice([f"{t[:2]}\n{t[2:]}", f"＊{t}", f" {t} ", " ".join(t), f"{t}：", t]) for t in page.header[-1]
        ]


@damage("表头")
def header_first_cell_blank(sent, random):
    """The first heading is missing."""
    for page in sent.pages:
        page.header[-1][next(i for i, n in enumerate(page.names) if n)] = None


@damage("又出现了一张表")
def header_on_every_page(sent, random):
    """The header is repeated for printing."""
    for page in sent.pages:
        for at in range(12, len(page.rows), 12):
            page.rows.insert(at, list(page.header[-1]))


@damage("表头", "没有认出", "以上", "上方", "应为", only=KEYLESS)
def header_right_only_where_it_is_repeated(sent, random):
    """The header is spoilt, its repetition for the second page is not: the rows above must not be lost."""
    page = sent.pages[0]
    page.rows.insert(12, list(page.header[-1]))
    page.header[-1] = [None] * len(page.names)


@damage()
def columns_reordered(sent, random):
    """The columns in another order (the label of the total stays first)."""
    for page in sent.pages:
        page.foot = []
        order = list(range(len(page.names)))
        random.shuffle(order)
        page.header = [[row[i] for i in order] for row in page.header]
        page.rows = [[row[i] for i in order] for row in page.rows]
        page.names = [page.names[i] for i in order]


def _required(sent: Sent) -> list[int]:
    return [i for i, n in enumerate(sent.pages[0].names) if n and sent.table.column(n).required]


def _optional(sent: Sent) -> list[int]:
    return [i for i, n in enumerate(sent.pages[0].names) if n and not sent.table.column(n).required]


@damage("表头缺少", "没有认出", "表头里没有")
def column_required_renamed(sent, random):
    """A required column has a heading that nobody knows."""
    place = random.choice(_required(sent))
    for page in sent.pages:
        page.header[-1][place] = "某某项"
    sent.wrong = True


@damage("重复", changed=("没有读取",), told=("没有读取",))
def column_optional_renamed(sent, random):
    """An optional column has a heading that nobody knows: named as not read."""
    if not (places := [p for p in _optional(sent) if any(r[p] for page in sent.pages for r in page.rows)]):
        return False
    place = random.choice(places)
    for page in sent.pages:
        page.header[-1][place] = "某某项"
        page.rows[0][place] = page.rows[0][place] or "甲"
    return True


def _without(sent: Sent, place: int) -> None:
    for page in sent.pages:
        for row in (*page.header, *page.rows, *page.foot):
            del row[place]
        del page.names[place]
        page.foot = []


@damage("表头缺少", "没有认出", "表头里没有", "没有分月的数")
def column_required_dropped(sent, random):
    """A required column is not there."""
    _without(sent, random.choice(_required(sent)))
    sent.wrong = True


@damage("人员代号", "人次", "数量", "篇数", "每人一行", "重复", changed=("没有这些列", "没有“"))
def column_optional_dropped(sent, random):
    """An optional column is not there: figures that need it change, so it is named."""
    if not (places := [p for p in _optional(sent) if any(r[p] for page in sent.pages for r in page.rows)]):
        return False
    _without(sent, random.choice(places))
    return True


@damage("列都像", told=("没有读取",))
def column_twice(sent, random):
    """A column stands twice, the second time with other values."""
    place = random.choice(sent.places(*QUANTITIES) or _required(sent))
    for page in sent.pages:
        for row in (*page.header, *page.rows, *page.foot):
            value = row[place]
            row.append(value + 1 if isinstance(value, Decimal) and row in page.rows else value)


@damage(told=("没有读取",))
def columns_unknown_added(sent, random):
    """序号, 备注 and other columns that the source does not have."""
    for page in sent.pages:
        page.header[-1] = ["次序", *page.header[-1], "备注栏"]
        page.rows = [[Decimal(n), *row, "见附件" if n == 3 else None] for n, row in enumerate(page.rows, 1)]
        page.foot = [[None, *row] for row in page.foot]
        page.names = [None, *page.names, None]


@damage()
def column_a_empty(sent, random):
    """The table begins in column B, with an empty column in the middle."""
    for page in sent.pages:
        middle = len(page.names) // 2
        for row in (*page.title, *page.header, *page.rows, *page.foot):
            row.insert(middle, None)
            row.insert(0, None)
        page.names = [None, *page.names[:middle], None, *page.names[middle:]]


# --- shapes


def _months(page: Page, dated: int) -> list[tuple[int, int]]:
    return sorted({(r[dated].year, r[dated].month) for r in page.rows})


@damage("表头", "没有认出", "宽表", "月份", "日期", coarse=("tax_kind",), only=("revenue",), last=True)
def wide_a_column_a_month(sent, random):
    """A row a tax kind, a column a month, sums in the cells."""
    rows = [r for page in sent.pages for r in page.rows]
    names = sent.pages[0].names
    day, kind, money = (names.index(n) for n in ("received_on", "tax_kind", "amount_yuan"))
    kinds = sorted({r[kind] for r in rows})
    grid = [
        ["2022年1-2月税费收入入库表（演示数据）"],
        ["单位：万元  报送单位：收入核算股"],
        ["税费种", "1月", "2月", "合计"],
    ]
    for one in [*kinds, "合计"]:
        sums = [
            sum((r[money] for r in rows if r[day].month == m and one in {r[kind], "合计"}), Decimal(0)) for m in (1, 2)
        ]
        grid.append([one, *sums, sum(sums)])
    sent.pages = sent.pages[:1]
    sent.pages[0].name = "汇总"
    sent.pages[0].shape(grid)


@damage("表头", "没有认出", "税费种", "缺少", coarse=("tax_kind",), only=("revenue",), last=True)
def wide_a_column_a_tax_kind(sent, random):
    """A row a day, a column a tax kind."""
    rows = [r for page in sent.pages for r in page.rows]
    names = sent.pages[0].names
    day, kind, money = (names.index(n) for n in ("received_on", "tax_kind", "amount_yuan"))
    kinds = sorted({r[kind] for r in rows})
    grid = [["2022年1-2月税费收入入库日报（演示数据）"], ["单位：万元  报送单位：收入核算股"], ["入库日期", *kinds]]
    for one in sorted({r[day] for r in rows}):
        cells = [[r[money] for r in rows if r[day] == one and r[kind] == k] for k in kinds]
        grid.append([one, *(sum(c) if c else None for c in cells)])
    sent.pages = sent.pages[:1]
    sent.pages[0].name = "日报"
    sent.pages[0].shape(grid)


@damage("表头", "没有认出", coarse=("office", "tax_kind"), only=("revenue",), last=True)
def cross_tab_of_one_month(sent, random):
    """Offices down, tax kinds across, one month in the title."""
    sent.say(first_sheet)
    page = sent.pages[0]
    office, kind, money = (page.place(n) for n in ("office", "tax_kind", "amount_yuan"))
    kinds, offices = (sorted({r[i] for r in page.rows}) for i in (kind, office))
    grid = [*page.title, ["主管税务所", *kinds]]
    for one in offices:
        cells = [[r[money] for r in page.rows if r[office] == one and r[kind] == k] for k in kinds]
        grid.append([one, *(sum(c) if c else None for c in cells)])
    page.shape(grid)


@damage("表头", "没有认出", only=("hotline",), last=True)
def days_across(sent, random):
    """The days run across, the quantities down."""
    page = sent.pages[0]
    table = [[t] for t in page.header[-1]]
    for row in page.rows:
        for line, value in zip(table, row, strict=True):
            line.append(value)
    page.shape([*page.title, *table])


@damage("不能空着", only=("revenue", "refunds", "supervision", "party"), last=True)
def merged_downwards(sent, random):
    """Equal cells of a text column are merged over their rows."""
    if sent.is_text:
        return False
    for page in sent.pages:
        place = page.place("office" if "office" in page.names else "department")
        page.rows.sort(key=lambda r: str(r[place]))
        start = 0
        for n in range(1, len(page.rows) + 1):
            if n == len(page.rows) or page.rows[n][place] != page.rows[start][place]:
                if n - start > 1 and page.rows[start][place] is not None:
                    page.merged.append((page.first + start, place, page.first + n - 1, place))
                start = n
    return True


@damage("不能空着", changed=("空着",), only=("revenue", "refunds", "supervision", "party"))
def equal_cells_left_blank_below(sent, random):
    """The merged cells were split again: only the first of equal cells is filled."""
    for page in sent.pages:
        place = page.place("office" if "office" in page.names else "department")
        page.rows.sort(key=lambda r: str(r[place]))
        before = None
        for row in page.rows:
            before, row[place] = row[place], None if row[place] == before else row[place]


@damage()
def labels_indented(sent, random):
    """Codes and names are indented by spaces of both widths."""
    for page in sent.pages:
        names = [n for n in ("tax_kind", "kind", "office", "policy", "category", "post") if n in page.names]
        for place in map(page.place, names[:1]):
            for n, row in enumerate(page.rows):
                row[place] = ("　　" if n % 2 else "  ") + row[place]


@damage("合计", "税费种", "上级", "其中", changed=("代码表",), only=("revenue",))
def hierarchy_in_the_rows(sent, random):
    """税收收入, above its kinds, repeats their sum in a dated row like theirs."""
    page = sent.pages[0]
    line = list(page.rows[0])
    line[page.place("tax_kind")] = random.choice(["税收收入", "一、税收收入", "税费收入合计"])
    line[page.place("amount_yuan")] = total(page, page.place("amount_yuan"))
    line[page.place("voucher")] = None
    page.rows.insert(0, line)
    page.foot = []


@damage("期间", "之内")
def row_of_another_year(sent, random):
    """A date mistyped into another year."""
    page = sent.pages[0]
    place = page.place(sent.table.dated_by)
    if sent.table.roster:
        return False
    value = page.rows[2][place]
    page.rows[2][place] = value.replace(year=2012, day=min(value.day, 28)) if isinstance(value, date) else value - 10
    sent.wrong = True
    return True
