"""Damage to cells, dates, numbers and the file itself. Each docstring names the trap."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from mutated_files import Formula
from mutations import KEYLESS, MONEY, QUANTITIES, damage, first_sheet
from mutations_layout import DAMAGES

from warehouse.schema import Kind

__all__ = ["DAMAGES"]
DATED = (
    "revenue",
    "refunds",
    "hotline",
    "supervision",
    "party",
    "publicity",
    "appointments",
    "branches",
    "inspections",
)


def _each(sent, places, change, share=1.0, random=None):
    """Put `change(value)` in the place of each filled cell of some columns; True if there was one."""
    touched = False
    for page in sent.pages:
        for row in page.rows:
            for place in places:
                if row[place] is not None and (share == 1.0 or random.random() < share):
                    row[place] = change(row[place])
                    touched = True
    return touched


def _dates(sent):
    return sent.places(Kind.DATE)


# --- dates


@damage(only=DATED)
def dates_as_texts(sent, random):
    """Each date in another of the shapes people type."""
    shapes = [
        lambda d: f"{d.year}年{d.month}月{d.day}日", lambda d: f"{d.year}/{d.month}/{d.day}", lambda d: f"{d:%Y.%m.%d}", lambda d: f"{d:%Y%m%d}",
        lambda d: f"{d.year}-{d.month}-{d.day}", lambda d: f" {d:%Y-%m-%d} ", lambda d: f"{d:%Y-%m-%d} 00:00:00", lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
        lambda d: f"{d:%Y/%m/%d}".translate(str.maketrans("0123456789/", "０１２３４５６７８９／")),
    ]  # fmt: skip
    return _each(sent, _dates(sent), lambda d: str(random.choice(shapes)(d)))


@damage(told=("日期序号",), only=DATED)
def dates_as_serials(sent, random):
    """Excel's day numbers, as numbers or as text."""
    kind = random.choice([Decimal, str])
    return _each(sent, _dates(sent), lambda d: kind((d - date(1899, 12, 30)).days))


@damage(only=DATED)
def dates_from_1904(sent, random):
    """A workbook whose days count from 1904."""
    if sent.is_text:
        return False
    sent.options["date_1904"] = True
    return True


@damage("期间", "之内", "写明", changed=("没有写明", "日期序号"), only=DATED)
def dates_from_1904_said_to_be_from_1900(sent, random):
    """Day numbers copied from a 1904 workbook into another: four years off."""
    return _each(sent, _dates(sent), lambda d: Decimal((d - date(1904, 1, 1)).days))


@damage("应为日期", only=DATED)
def dates_of_the_republic(sent, random):
    """民國 years: 111/01/05."""
    sent.wrong = True
    return _each(sent, _dates(sent), lambda d: f"{d.year - 1911}/{d.month:02d}/{d.day:02d}")


@damage("应为日期", "不是一个日期", "还没有填的记号", only=DATED)
def dates_that_cannot_be_read(sent, random):
    """31 February, two-digit years, day first, a month only, no year, an English month: refused, never guessed."""
    sent.wrong = True
    page = sent.pages[0]
    place = page.place(sent.table.dated_by)
    row = random.choice(page.rows)
    row[place] = random.choice(
        ["2022-02-31", "22-01-05", "05/01/2022", "2022年1月", "1月5日", "5-Jan-2022", "2022.1", "2022年1月上旬", "待定"]
    )


@damage("应为日期", only=DATED)
def dates_with_the_day_of_the_week(sent, random):
    """2022-01-05 星期三."""
    return _each(sent, _dates(sent), lambda d: f"{d:%Y-%m-%d} 星期{'一二三四五六日'[d.weekday()]}")


@damage("应为日期", only=DATED)
def dates_with_a_time(sent, random):
    """Date cells with a time of day."""
    return _each(sent, _dates(sent), lambda d: datetime(d.year, d.month, d.day) + timedelta(hours=9, minutes=30))


# --- numbers


def _numbers(sent):
    return sent.places(*QUANTITIES)


def _spelt(sent, change):
    done = _each(sent, _numbers(sent), lambda v: change(f"{v:f}"))
    for page in sent.pages:
        for row in page.foot:
            for place in _numbers(sent):
                row[place] = change(f"{row[place]:f}") if row[place] is not None else None
    return done


@damage()
def numbers_as_texts(sent, random):
    """Numbers stored as text, with spaces at their ends."""
    return _spelt(sent, lambda v: random.choice([v, f"{v} ", f" {v}", f"{v}\u00a0", f"\u3000{v}"]))


@damage()
def numbers_full_width(sent, random):
    """Full-width digits and marks."""
    return _spelt(sent, lambda v: v.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－")))


def _grouped(value, mark):
    whole, _, rest = value.partition(".")
    return (
        f"{int(whole):,}".replace(",", mark).replace("-0", "-0") + (f".{rest}" if rest else "")
        if whole not in {"-0"}
        else value
    )


@damage()
def numbers_with_separators(sent, random):
    """Thousands separators of both widths."""
    mark = random.choice([",", "，"])
    return _spelt(sent, lambda v: _grouped(v, mark))


@damage("金额", "数字", "目标值", "应为", only=(*MONEY, "targets"))
def numbers_with_currency(sent, random):
    """¥ before or 元 after the amount."""
    shape = random.choice(["¥{}", "￥{}", "{}元", "￥ {}", "CNY {}"])
    return _spelt(sent, shape.format)


@damage("单据", "负数", only=MONEY)
def negatives_in_brackets(sent, random):
    """(123.45), （123.45） or 123.45- for a negative amount."""
    shape = random.choice(["({})", "（{}）", "-{}", "−{}", "－{}"])
    return _spelt(sent, lambda v: shape.format(v[1:]) if v.startswith("-") else v)


@damage("应为", only=(*MONEY, "hotline"))
def negatives_behind(sent, random):
    """123.45- and other shapes that are no number."""
    sent.wrong = True
    page, place = sent.pages[0], random.choice(sent.places(*QUANTITIES, required=True))
    value = page.rows[3][place]
    page.rows[3][place] = random.choice(
        [f"{value}-", f"约{value}", f"{value}%", "十二", f"{value}.0.0", "1.234,56", f"{value}万", "12/5", "1 234,5"]
    )


@damage("合计", only=MONEY)
def numbers_scientific(sent, random):
    """1.2345678E+5 as text."""
    return _spelt(sent, lambda v: f"{Decimal(v):E}")


@damage(only=MONEY)
def red_reversal(sent, random):
    """A negative amount that is right stays, and the total with it."""

    def reverse(one):
        page = one.pages[0]
        line = list(page.rows[3])
        place = page.place("amount_yuan")
        line[place] = -line[place]
        line[page.place("voucher" if one.stem == "revenue" else "status")] = (
            "H0001" if one.stem == "revenue" else "冲正"
        )
        page.rows.append(line)
        for row in page.foot:
            row[place] += line[place]

    sent.say(reverse)


@damage("不能空着")
def nothing_as_a_mark(sent, random):
    """`-`, `—`, `/`, `[x]`, `……` in empty cells mean none, which is not 0; in 次数, which is 1 when empty, they are asked about."""
    mark = random.choice(["-", "—", "/", "[x]", "……", "－", "--", "  "])
    touched = False
    for page in sent.pages:
        for row in page.rows:
            for place, name in enumerate(page.names):
                column = sent.table.column(name) if name else None
                if column and row[place] is None and not column.required and column.empty_is is None:
                    row[place], touched = mark, True
    return touched


@damage("还没有填的记号", only=(*MONEY, "hotline", "supervision", "party"))
def masked_figure(sent, random):
    """`**` where a figure is not known yet: refused, and neither 0 nor 1."""
    sent.wrong = True
    page = random.choice(sent.pages)
    kinds = {n: sent.table.column(n).kind for n in page.names if n}
    place = random.choice([i for i, n in enumerate(page.names) if n and kinds[n] in QUANTITIES])
    random.choice(page.rows)[place] = random.choice(["**", "***", "××", "＊＊", "待补"])
    return True


@damage("不能空着", "必须有数", "数字", "应为")
def required_cell_empty(sent, random):
    """A required cell is empty or says none: refused, and never 0."""
    sent.wrong = True
    page = sent.pages[0]
    places = [i for i, n in enumerate(page.names) if n and sent.table.column(n).required and n != sent.table.dated_by]
    if not places:
        return False
    page.rows[2][random.choice(places)] = random.choice([None, "-", "—", " "])
    return True


@damage("应为", "合计", "不能空着", only=(*MONEY, "hotline"))
def excel_errors(sent, random):
    """#REF!, #N/A and #DIV/0! where a number should be."""
    sent.wrong = True
    page = sent.pages[0]
    error = random.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
    page.rows[3][random.choice(sent.places(*QUANTITIES, required=True))] = (
        error if sent.is_text else Formula("=1/0", error)
    )


@damage("#REF!", "#N/A", "错误", "应为", "只能填", changed=("#REF!", "#N/A", "错误值", "代码表"))
def excel_errors_in_optional_columns(sent, random):
    """#N/A where a text or an optional number should be."""
    page = sent.pages[0]
    places = [
        i for i, n in enumerate(page.names) if n and not sent.table.column(n).required and page.rows[2][i] is not None
    ]
    if not places:
        return False
    sent.wrong = True
    error = random.choice(["#REF!", "#N/A"])
    page.rows[2][random.choice(places)] = error if sent.is_text else Formula("=VLOOKUP(1,2,3)", error)
    return True


@damage("公式", only=("revenue", "hotline", "supervision", "party", "targets"))
def formulas_never_calculated(sent, random):
    """A formula without a value: said, not read as empty or 0."""
    sent.wrong = True
    page = sent.pages[0]
    place = random.choice(sent.places(*QUANTITIES))
    page.rows[3][place] = Formula("=A1+1")


@damage(only=("revenue", "hotline", "targets"))
def formulas_calculated(sent, random):
    """Formulas with their values are values."""
    return _each(sent, _numbers(sent), lambda v: Formula(f"={v}", v) if v else v)


# --- texts


@damage()
def texts_with_spaces(sent, random):
    """Spaces after codes and numbers of documents."""
    places = [
        i
        for i, n in enumerate(sent.pages[0].names)
        if n in {"tax_kind", "kind", "voucher", "document", "taxpayer", "office", "status", "branch", "issue", "post"}
    ]
    return _each(sent, places, lambda v: f"{v}{random.choice([' ', chr(0x3000), '  '])}")


@damage("只能填", changed=("代码表",), only=("revenue", "refunds", "supervision", "party", "publicity", "appointments"))
def code_unknown(sent, random):
    """A kind that is in no list."""
    page = sent.pages[0]
    name = next(n for n in ("policy", "kind", "post", "tax_kind") if n in page.names)
    page.rows[1][page.place(name)] = "某某事项"
    sent.wrong = True


@damage("科学", "位数", "号码", "重复", only=("revenue", "refunds"))
def long_numbers_mangled(sent, random):
    """Excel wrote 9.199E+17 in place of the taxpayer's number."""
    sent.wrong = True
    page = sent.pages[0]
    for row in page.rows[:3]:
        row[page.place("taxpayer")] = "9.1990101E+17"


@damage(told=("重复", "末几位", "社会信用代码"), only=("revenue", "refunds"))
def taxpayer_mistyped(sent, random):
    """One character of a 统一社会信用代码 is wrong: said, since old numbers occur; the figures stay."""

    def mistype(one):
        one.pages[0].rows[2][one.pages[0].place("taxpayer")] = "91110000100001011A"

    sent.say(mistype)


@damage(only=("refunds", "revenue"))
def numbers_of_documents_full_width(sent, random):
    """ＴＳ２０２２…: full-width letters and digits in the document's number."""
    table = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
    name = "document" if sent.stem == "refunds" else "taxpayer"
    return _each(sent, [sent.pages[0].place(name)], lambda v: str(v).translate(table))


# --- hidden, padded, noted


@damage(told=("隐藏",))
def rows_hidden(sent, random):
    """Hidden rows are loaded, and that is said."""
    if sent.is_text:
        return False
    page = sent.pages[0]
    page.hidden_rows = [page.first + 1, page.first + 2]
    return True


@damage(told=("隐藏",))
def column_hidden(sent, random):
    """A hidden column is loaded, and that is said."""
    if sent.is_text:
        return False
    sent.pages[0].hidden_columns = [1]
    return True


@damage()
def used_range_padded(sent, random):
    """The used range has 200 empty rows and ends in column XFD."""
    if sent.is_text:
        sent.pages[0].below += [[""] * 40 for _ in range(200)]
        return True
    wide = random.random() < 0.3
    for page in sent.pages:
        page.below += [[] for _ in range(200)]
        page.below.append([" "])
        if wide:
            page.title[0] += [None] * (16384 - len(page.title[0]) - 1) + [" "]
    return True


@damage()
def empty_rows_between(sent, random):
    """Empty rows between the data rows."""
    for page in sent.pages:
        for at in sorted(random.sample(range(1, len(page.rows)), min(3, len(page.rows) - 1)), reverse=True):
            page.rows.insert(at, [None] * len(page.names))


@damage("不能空着", "应为日期", "只有一格有字")
def makers_and_notes_below(sent, random):
    """注：…, 制表人：…, a source and a print date under the table, some with numbers."""
    lines = [
        ["注：1. 本表数据来源于征管系统，共 12345 行。"], ["2.退库以负数填列"], ["制表人：张三", None, "审核人：李四", None, "2022年3月5日"], ["数据来源：业务系统"],
        ["填表日期：2022-03-05"], ["（盖章）"], ["单位负责人：", None, "填表人："], ["打印时间：2022-03-05 10:20"], [None, None, "联系电话：12345"],
    ]  # fmt: skip
    for page in sent.pages:
        page.below += [[], *random.sample(lines, 4)]


@damage("还有数据", "不能空着", "应为日期", "只有一格有字")
def note_between_the_rows(sent, random):
    """A remark stands between the data rows."""
    page = sent.pages[0]
    page.rows.insert(len(page.rows) // 2, ["注：以下为补录数据", *[None] * (len(page.names) - 1)])


# --- what the file says of itself


@damage("不一致", only=("revenue", "refunds", "hotline", "party", "publicity"))
def file_renamed_to_another_period(sent, random):
    """The file's name says March; title and rows say January and February."""
    sent.name = sent.name.replace("_", "_2022年3月_", 1)


@damage("期间", "不一致", only=DATED)
def title_of_another_period(sent, random):
    """Last month's title was left over the new rows."""
    if sent.table.roster:
        return False
    sent.wrong = True
    page = sent.pages[0]
    page.title[0][0] = "某某区税务局2022年8月数据（演示数据）"
    return True


@damage(
    "期间", "单位", changed=("没有写期间", "没有写明截至", "报送", "单位", "--period"), told=("期间", "截至", "单位")
)
def title_gone(sent, random):
    """Nothing above the header: the months are those of the rows, and that is said."""
    if sent.stem in {"revenue", "supervision"}:
        sent.say(first_sheet)
        sent.pages[0].name = "Sheet1"
    for page in sent.pages:
        page.title = []
    return sent.stem != "targets"


@damage("不是整月", only=("revenue", "refunds", "hotline", "party"))
def title_of_a_part_of_a_month(sent, random):
    """The title says that only half a month is there."""
    sent.wrong = True
    sent.pages[0].title[0][0] += random.choice(["（1月1日至1月15日）", "2022年1月1日—2022年1月15日", "1月上旬"])


@damage("税务所", told=("税务所",), changed=("税务所",), only=MONEY)
def office_file_as_the_bureaus(sent, random):
    """One office's file, sent as if it were the bureau's."""

    def keep(one):
        for page in one.pages:
            page.rows, page.foot = [r for r in page.rows if r[page.place("office")] == "第一税务所"], []

    sent.say(keep)


@damage("单位", told=("报送单位",), only=KEYLESS)
def sender_spelt_otherwise(sent, random):
    """The sender's name is not the department's own."""
    for page in sent.pages:
        page.title[1][0] = "报送单位：综合业务科"


# --- text files


def _as_text(sent):
    """One sheet as text; there is nothing hidden or merged in a text."""
    if any(page.hidden_rows or page.hidden_columns or page.hidden or page.merged for page in sent.pages):
        raise ValueError
    if len(sent.pages) > 1:
        sent.say(first_sheet)
    sent.suffix = ".csv"


@damage("编码")
def text_in_any_encoding(sent, random):
    """GB18030, UTF-8 with and without mark, UTF-16 with and without mark, every line end."""
    _as_text(sent)
    sent.encoding, sent.newline = (
        random.choice(["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
        random.choice(["\r\n", "\n", "\r"]),
    )


@damage()
def text_with_rare_characters(sent, random):
    """GB18030 with four-byte characters and the euro sign in the title."""
    _as_text(sent)
    sent.pages[0].title[1][0] = f"{sent.pages[0].title[1][0]} 𠮷㐂€"


@damage()
def text_with_tabs(sent, random):
    """Tab, semicolon or bar between the cells, a TAB after every cell."""
    _as_text(sent)
    sent.delimiter = random.choice(["\t", "\t", ";", "|"])
    if sent.delimiter == "\t" and random.random() < 0.6:
        for page in sent.pages:
            for row in (*page.title, *page.header, *page.rows, *page.foot):
                row.append(None)


@damage()
def text_with_cells_led_by_tabs(sent, random):
    """A TAB after (or before) each value, so that Excel keeps long numbers."""
    _as_text(sent)
    for page in sent.pages:
        page.rows = [[None if v is None else f"{v}\t" for v in row] for row in page.rows]


@damage()
def text_with_trailing_commas(sent, random):
    """Trailing commas after every line, none after the title."""
    _as_text(sent)
    sent.after.append(lambda b: b"\r\n".join(line + b",,," for line in b.split(b"\r\n")) if b.count(b"\r\n") else b)


@damage("多出一格", "引号", only=("revenue", "refunds", "hotline"))
def text_with_separators_unquoted(sent, random):
    """1,234.56 without quotation marks is two cells."""
    sent.wrong = True
    _as_text(sent)
    page = sent.pages[0]
    place = sent.places(*QUANTITIES)[0]
    page.rows[3].insert(place, Decimal(1))


@damage("引号", "已损坏", only=DATED)
def text_with_a_stray_quotation_mark(sent, random):
    """A quotation mark without its partner."""
    sent.wrong = True
    _as_text(sent)
    sent.after.append(lambda b: b.replace(b"2022", b'"2022', 6)[: len(b) - 7])


@damage(
    "引号",
    "不能空着",
    "应为",
    "已损坏",
    "只能填",
    "而没有",
    changed=("最后一行", "没有一行数据"),
    only=("revenue", "refunds", "hotline"),
)
def text_cut_off_in_a_number(sent, random):
    """A text file cut off in the middle of its last row."""
    _as_text(sent)
    sent.wrong = True
    sent.pages[0].foot = []
    sent.after.append(lambda b: b.rstrip()[: -random.randint(2, 5)])


@damage(told=("扩展名",))
def text_named_xls(sent, random):
    """A text file with the name of a workbook."""
    _as_text(sent)
    sent.ending = ".xls"


@damage("不完整", "损坏")
def workbook_truncated(sent, random):
    """A workbook cut off while it was copied."""
    if sent.is_text:
        return False
    sent.wrong = True
    sent.after.append(lambda b: b[: int(len(b) * random.uniform(0.3, 0.98))])
    return True


@damage("HTML", "网页")
def page_named_xls(sent, random):
    """A web page with the name of a workbook."""
    sent.wrong = True
    cells = "".join(f"<tr>{''.join(f'<td>{v}</td>' for v in row)}</tr>" for row in sent.pages[0].grid)
    sent.after.append(lambda _: f"<html><body><table>{cells}</table></body></html>".encode())
    sent.ending = ".xls"


@damage("没有一行数据", changed=("没有一行数据", "工作日"), only=("refunds", "hotline", "party", "publicity"))
def rows_cut_off(sent, random):
    """The last month's rows are missing although the title promises them."""
    page = sent.pages[0]
    place = page.place(sent.table.dated_by)
    page.rows, page.foot = [r for r in page.rows if r[place].month == 1], []
    sent.wrong = True


@damage(told=("没有一行数据", "没有数据行"), only=("supervision",))
def month_missing_in_the_middle(sent, random):
    """A month in the middle of the period has no row: 0 if the sender says so, or forgotten."""
    page = sent.pages[0]
    months = sorted({r[page.place("day")].month for r in page.rows})
    if len(months) < 3:
        return False

    def forget(one):
        first = one.pages[0]
        first.rows = [r for r in first.rows if r[first.place("day")].month != months[1]]

    sent.say(forget)
    return True
