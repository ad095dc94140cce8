"""One row, one thing: cells that name several persons, media, firms or issues, persons that are none, counts beside rows.

Where rows are counted (or what stands in them is), two names in one cell are counted as one, and 无 as a person.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from etl.checking.columns import text_of
from etl.checking.reversals import settled
from etl.faults import Fault
from etl.understanding.header import MappedColumn
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from metrics.numbers import parse_numeral
from warehouse.schema import Kind

Connection = duckdb.DuckDBPyConnection
_MOST = 20
_PARTED = re.compile(r"[、,;/|+&\n]|\s{2,}")


@dataclass(frozen=True)
class _Rule:
    """Cells of a column, in rows that fulfil a condition, that do not name one thing. `wrong`: why, or ''."""

    stem: str
    column: str
    rows: str
    wrong: Callable[[str], str]


# --- persons

_JOINED = re.compile(r"[一-鿿]{2,4}[和与及][一-鿿]{2,4}")
_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|夏侯|南宫|端木|独孤|轩辕|百里|东郭|钟离|闻人|澹台|公羊|赫连"
)
"""Surnames of two characters: 欧阳 修文 is one person."""
_NOBODY = re.compile(r"无|暂无|没有|无人|无此情况|不详|待定|略|空|none|null|n/a", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"(约|共|计)?([0-9]+|[一二两三四五六七八九十]+)(余|多)?(名|人|个|位|人次)(干部|党员|同志|人员)?"
)
_BODY = re.compile(
    r"(税务所|税务局|分局|股|科室|办公室|纪检组|支部|公司|中心|大队|党委|党组|部门)$|^(全体|各|相关|有关|部分)"
)
_AND_OTHERS = re.compile(r"等(\d+|[一二两三四五六七八九十]+)?(人|名|位|名干部|同志)?$")
_OFFICE_HELD = re.compile(r"^[一-鿿]{2,4}(副?(局|科|股|所|处|组)长|副?主任|副?书记|委员)$")


def _person(text: str) -> str:
    name = plain(text)
    words = text.split()
    several = [w for w in _PARTED.split(plain_line(text)) if w.strip()]
    if len(several) > 1 or _JOINED.fullmatch(name) or (len(words) > 1 and _names(words)):
        return "像是几个人写在一格里，会被数成一个人。请每人一行"
    if _NOBODY.fullmatch(name):
        return "不是一个人，却会被数成一个人。没有人的，请删去这一行"
    if _NUMBER_OF.fullmatch(name) or _BODY.search(name) or (_AND_OTHERS.search(name) and len(name) > 2):
        return "不是一个人的代号或姓名，会被数成一个人。请每人一行，写代号或姓名"
    if re.search(r"[(\[【]", name) or _OFFICE_HELD.search(name):
        return (
            "这里只写代号或姓名，职务、性别等请写到别的列：写法不同，同一个人会被数成两个人。"
            "同名的两个人请写人员代号来区分"
        )
    return ""


def _names(words: list[str]) -> bool:
    """Whether words parted by blanks are names or codes each, not the characters, the surname or the digits of one."""
    if len(words) == 2 and _SURNAME.fullmatch(words[0]):
        return False
    return all(re.fullmatch(r"[一-鿿·]{2,}", w) for w in words) or all(
        re.fullmatch(r"[A-Z]+-?\d{2,}", plain(w).upper()) for w in words
    )


# --- media, firms, briefs

_PAGE = re.compile(r"第?[A-Za-z]?\d+版")
_QUOTES = re.compile(r"[《》〈〉“”\"「」]")
_OUTLET_END = re.compile(r"(报|网|台|社|刊|中心|时报|日报|晚报|杂志|在线|频道|客户端|公众号)$")
_ONLY_A_PART = re.compile(r"(微信|官方|新闻)*(客户端|公众号|视频号|微博|网站|官网|频道|新闻频道|APP|app)")
_FIRM_END = re.compile(r"(公司|厂|店|中心|合作社|企业|事务所|超市|学校|医院|院|行|部|户)$")
_SO_MANY = re.compile(r"等?(\d+|[一二两三四五六七八九十]+|多|数)(余|多)?(家|户)(媒体|企业|公司|单位|纳税人)?$")
_TWO_FIRMS = re.compile(r"(公司|厂|店|合作社)(和|与|及|以及).+(公司|厂|店|合作社)$")


def _outlet(text: str) -> str:
    pieces = [p.strip() for p in _PARTED.split(plain_line(text)) if p.strip() and not _PAGE.fullmatch(p.strip())]
    words = text.split()
    apart = len(words) > 1 and all(_OUTLET_END.search(w) and not _ONLY_A_PART.fullmatch(w) for w in words)
    others = re.fullmatch(r".*[报网台社刊媒体]等", _QUOTES.sub("", plain(text)))
    if len(pieces) > 1 or apart or others or _SO_MANY.search(plain(text)):
        return "像是几家媒体写在一格里，会被数成一家。请每家媒体一行"
    return ""


def _sender(text: str) -> str:
    pieces = [p.strip() for p in re.split(r"[、;/\n]|,(?=[一-鿿])", plain_line(text)) if len(p.strip()) > 1]
    words = text.split()
    apart = len(words) > 1 and all(len(w) > 3 and _FIRM_END.search(w) for w in words)
    if len(pieces) > 1 or apart or _SO_MANY.search(plain(text)) or _TWO_FIRMS.search(plain(text)):
        return "像是几户写在一格里，会被数成一户。请每户一行"
    return ""


def _taxpayer(text: str) -> str:
    codes = [c for c in re.split(r"[、,;/\s]+", plain_line(text)) if len(c) >= 15]
    return "这里写了几个识别号，会被数成一户。请每户一行" if len(codes) > 1 else ""


_SPAN = r"第?\d{1,3}(期|号)?(?:[、,;和及~—–－至到]|-(?=第?\d{1,3}(?:期|号)))第?\d{1,3}(期|号)?"
_BRIEFS = re.compile(rf"(20\d\d年)?{_SPAN}|.*第\d{{1,3}}(期)?[、,;和及~—–－至到-]第?\d{{1,3}}期.*")


def _brief(text: str) -> str:
    return "像是几期写在一格里，会被数成一期。请每期一行" if _BRIEFS.fullmatch(plain(text)) else ""


_RULES = (
    _Rule("supervision", "person", "t.kind = '追究责任'", _person),
    _Rule("appointments", "person", "true", _person),
    _Rule("publicity", "origin", "t.kind = '媒体报道'", _outlet),
    _Rule("publicity", "origin", "t.kind IN ('感谢信', '锦旗')", _sender),
    _Rule("publicity", "taxpayer", "t.kind IN ('感谢信', '锦旗')", _taxpayer),
    _Rule("publicity", "brief", "t.kind = '批示'", _brief),
)


def _named(connection: Connection, part: Part) -> Iterator[Fault]:
    """Cells by the rules above, as they stand in the file."""
    present = {name for (name, *_) in connection.execute("DESCRIBE clean_cells").fetchall()}
    for rule in (r for r in _RULES if r.stem == part.table.stem and r.column in present):
        rows = connection.execute(
            f"SELECT sheet_no, source_row, c.{rule.column} FROM clean_cells c JOIN typed_rows t USING (sheet_no, source_row) "
            f"WHERE c.{rule.column} IS NOT NULL AND {rule.rows} ORDER BY ALL"
        ).fetchall()
        for number, row, text in rows:
            if why := rule.wrong(text):
                sheet = part.sheets[number]
                yield Fault(why, sheet.name, sheet.table.cell(row, rule.column), text)


def plain_line(text: str) -> str:
    """Half-width forms with the spaces kept: two names may be parted by nothing else."""
    return "\n".join(" ".join(plain(w) for w in line.split(" ")) for line in text.split("\n"))


# --- issues of an inspection

_LIST_OF_ISSUES = re.compile(r"第?\d{1,3}(?:[、,;和及~—–－至到]+第?\d{1,3})+(号|项|条|个)?")
_HYPHEN = re.compile(r"(\d{1,3})-(\d{1,3})")


def _issues(part: Part) -> Iterator[Fault]:
    """1-8 or 1、2、3 as the number of one issue; 1-3 that Excel made a date. 1-1, 1-2, 1-3 number within chapters."""
    for sheet in part.sheets if part.table.stem == "inspections" else ():
        table, mapped = sheet.table, sheet.table.header.found.get("issue")
        cells = {row: table.grid.at(row, mapped.place) for row in table.data_rows} if mapped else {}
        numbers = [m for v in cells.values() if (m := _HYPHEN.fullmatch(plain(v)))]
        chapters = [m[1] for m in numbers]
        for row, value in cells.items():
            text = plain(value)
            pair = _HYPHEN.fullmatch(text)
            if isinstance(value, dt.date | dt.datetime):
                why = "问题编号像是被 Excel 当成了日期。请把该列设为文本，重新填写编号"
            elif _LIST_OF_ISSUES.fullmatch(text) or (
                pair and int(pair[1]) < int(pair[2]) and chapters.count(pair[1]) < 2
            ):
                why = "像是几个问题写在一行，会被数成一个。请每个问题一行；确是一个问题的编号，请在前面加上字母或批次"
            else:
                continue
            yield Fault(why, sheet.name, table.cell(row, "issue"), text_of(value))


# --- two persons of one name


def _two_births(connection: Connection, part: Part) -> Iterator[Fault]:
    """One code or name with two months of birth: two persons of one name, or a slip. Counted, they would be one person."""
    if part.table.stem != "appointments":
        return
    rows = connection.execute(
        "SELECT * FROM (SELECT sheet_no, source_row, CAST(born AS VARCHAR), first_value([sheet_no, source_row]) OVER w, first_value(born) OVER w AS one, born "
        "FROM typed_rows WHERE born IS NOT NULL AND person IS NOT NULL WINDOW w AS (PARTITION BY person ORDER BY sheet_no, source_row)) WHERE born <> one ORDER BY ALL"
    ).fetchall()
    for number, row, born, (sheet_no, first), one, _ in rows:
        here, there = part.sheets[number], part.sheets[sheet_no]
        where = (f"{there.name}!" if there is not here and there.name else "") + there.table.cell(first, "born")
        message = (
            f"同一个人员代号（姓名）在 {where} 写的出生年月是 {one:%Y-%m}，这里是另一个月，会被数成一个人。"
            "同一个人请改正其中一格；同名的两个人请填人员代号来区分"
        )
        yield Fault(message, here.name, here.table.cell(row, "born"), born[:7])


# --- counts beside rows that count one each

_THINGS = "报道|发稿|刊发|采用|用稿|稿件|发表|刊登|宣传|开展|举办|组织|召开|活动|学习|放映|检查|简报|批示|获奖|荣誉|锦旗|感谢信|信息"
_COUNT = re.compile(
    rf"(本月|当月)?({_THINGS})*(篇数|数量|场次|场数|份数|条数|次数|件数|期数|面数|封数|总数|个数|问题数|支部数|篇|次|场|条|份|封|面)(\(.*\))?"
)


_CASES = re.compile(r"(办理|办结|退税|受理|享受|惠及)?(户次|户数|笔数|件数|次数|份数|单数)(\(.*\))?")
"""The same of documents, each of which counts as one 户次."""


def _counts(part: Part) -> Iterator[Fault]:
    """篇数 4 beside a row that counts as one: nobody reads it, and three are lost."""
    refunds = part.table.stem == "refunds"
    for sheet in part.sheets if part.table.stem in _COUNTED else ():
        table = sheet.table
        for mapped in (c for c in table.header.columns if c.column is None and table.whole is None):
            head = plain(mapped.text)
            if not (_CASES if refunds else _COUNT).fullmatch(head) or (not refunds and re.search(r"[人户]", head)):
                continue
            for row in table.data_rows if not refunds else [r for r in table.data_rows if settled(sheet, r)]:
                number = number_in(table.grid.at(row, mapped.place))
                if number is not None and number not in {1, _read_count(sheet, row)}:
                    where = table.grid.where(row, mapped.place)
                    yield Fault(_not_read(part, mapped), sheet.name, where, text_of(table.grid.at(row, mapped.place)))
                    break


_COUNTED = frozenset({"supervision", "party", "publicity", "branches", "inspections", "refunds"})


def _read_count(sheet: Sheet, row: int) -> object:
    """What the source's own column of that row counts."""
    counts = [c for c in sheet.table.header.columns if c.column and c.column.kind is Kind.COUNT]
    return number_in(sheet.table.grid.at(row, counts[0].place)) if counts else None


def _not_read(part: Part, mapped: MappedColumn) -> str:
    own = next((c.heading for c in part.table.columns if c.kind is Kind.COUNT), None)
    if own:
        return (
            f"“{mapped.text}”一列不在规定之内，没有读取，这个数就漏了（读取的是“{own}”）。两种数请分成两行，各写自己的事项；"
            "不需要的，请删去这一列"
        )
    return f"“{mapped.text}”一列不在规定之内，没有读取；“{part.table.title}”{part.table.grain}，这里不止一个（或没有）。请分成一个一行，没有的请删去"


_SO_OFTEN = re.compile(
    r"(?:本[月次]|当[月日天])?(?:一共|共计?|总共|合计|分)?(?:开展|组织|举办|召开|举行|检查|放映|播放|观看|学习|进行|报送|刊发)?[了过]?"
    r"(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:次|场|场次|轮|篇|条|件|封|面)。?"
)
"""共3次, 分两场: all of a remark. 累计3次 says how many there were until then, 第3次 which one it was."""
_ONE_IN_BRACKETS = re.compile(r"[(\[【]共(\d{1,3}|[二两三四五六七八九十]{1,3})(?:次|场|场次|轮)[)\]】]$")


def _remarks(part: Part) -> Iterator[Fault]:
    """备注 共3次 beside a row that counts as one, and a topic （共3次） in a row without a number of its own."""
    for sheet in part.sheets if part.table.stem in _REMARKED and not all(s.table.whole for s in part.sheets) else ():
        table = sheet.table
        topic = table.header.found.get("topic")
        for mapped in (c for c in table.header.columns if c.column is None or c is topic):
            for row in table.data_rows:
                text = plain(table.grid.at(row, mapped.place))
                told = _SO_OFTEN.fullmatch(text) if mapped.column is None else _ONE_IN_BRACKETS.search(text)
                if told and _differs(sheet, row, told[1], besides=mapped.column is None):
                    where = table.grid.where(row, mapped.place)
                    yield Fault(_so_often(part, mapped), sheet.name, where, text)


def _differs(sheet: Sheet, row: int, said: str, *, besides: bool) -> bool:
    """Whether a row counts another number than a text says. `besides`: also where the row states a number of its own."""
    found, at = sheet.table.header.found, sheet.table.grid.at
    if any(str(at(row, found[name].place)).strip() for name in ("person", "person_times") if name in found):
        return False  # persons and 人次 are what counts there
    own = found.get(sheet.table.header.table.summed)
    counted = number_in(at(row, own.place)) if own else None
    if counted is not None and not besides:
        return False
    try:
        return parse_numeral(said) != (1 if counted is None else counted)
    except ValueError:
        return False


_REMARKED = frozenset({"supervision", "party", "publicity"})


def _so_often(part: Part, mapped: MappedColumn) -> str:
    own = f"请在“{part.table.column(part.table.summed).heading}”里填上这个数" if part.table.summed else "请分成一个一行"
    return f"“{mapped.text}”说的不是一次，而这一行不按它计数，两处不一致。{own}；说的是别的，请改写这一格"


# --- one event over several rows

_ONE_DEED = frozenset({"supervision", "party"})


def _merged_events(connection: Connection, part: Part) -> Iterator[Fault]:
    """Day and kind merged over the same rows, and no number in each of them: one event with a row for each who came?

    Rows of 追究责任 are persons and 谈心谈话 is counted by 人次, so there the rows stand for themselves.
    """
    if part.table.stem not in _ONE_DEED:
        return
    exempt = {
        (n, row)
        for n, row in connection.execute(
            "SELECT sheet_no, source_row FROM typed_rows WHERE kind IN ('追究责任', '谈心谈话')"
        ).fetchall()
    }
    for number, sheet in enumerate(part.sheets):
        found, grid = sheet.table.header.found, sheet.table.grid
        if sheet.table.whole is not None or not {"day", "kind"} <= set(found):
            continue
        days = _merges(sheet, found["day"].place)
        kinds = _merges(sheet, found["kind"].place)
        counted = found.get(part.table.summed)
        for first, last in days:
            rows = [r for r in sheet.table.data_rows if first <= r <= last and (number, r) not in exempt]
            together = max(([r for r in rows if a <= r <= b] for a, b in kinds), key=len, default=[])
            if len(together) > 1 and not all(counted and number_in(grid.at(r, counted.place)) for r in together):
                message = (
                    f"日期和事项合并在第 {together[0]}—{together[-1]} 行上，分不清是一次还是 {len(together)} 次。"
                    "是一次的，请只留一行（参加的人、议题写在一格里）；是几次的，请取消合并，逐行填写"
                )
                where = grid.where(together[0], found["day"].place)
                yield Fault(message, sheet.name, where, text_of(grid.at(first, found["day"].place)))


def _merges(sheet: Sheet, place: int) -> list[tuple[int, int]]:
    """First and last rows of the merged cells of a column."""
    return [
        (top, bottom) for top, left, bottom, right in sheet.table.grid.merged if left <= place <= right and bottom > top
    ]


def one_each(connection: Connection, part: Part) -> list[Fault]:
    """Everything in a part that is several, or nothing, where one is counted."""
    found = [
        *_named(connection, part), *_issues(part), *_two_births(connection, part), *_counts(part), *_remarks(part), *_merged_events(connection, part),
    ]  # fmt: skip
    return found[:_MOST]
