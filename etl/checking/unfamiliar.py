"""Words that no rule knows, asked about once: in titles, names of sheets, headings, notes, comments and columns that are not read.

What is known to take something from the figures is refused or asked about elsewhere (`scope`, `notes`, `said_beside`, `undone`). No
list of such words is ever whole, so here it is the other way round: what is not known to be harmless is quoted, and a
person says whether the figures count. The answer is kept with the file: what stood in an accepted file of the same source and
sender (its `familiar` words, without digits) is not asked about again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.checking.comments import HARMLESS, others_by_people
from etl.checking.familiar_words import familiar, left_over, without_digits
from etl.checking.harmless_notes import harmless
from etl.checking.notes import Facts, names_of_parts, notes_of, plain_lines
from etl.checking.other_bureau import district
from etl.checking.scope import lines_of
from etl.checking.undone import counts_nothing
from etl.faults import Fault
from etl.keeping.batches import Batch
from etl.reading import Value
from etl.reference import CodeList
from etl.understanding.headings import heading
from etl.understanding.numerals import number_in
from etl.understanding.parts import Part, Sheet
from etl.understanding.titles import plain
from etl.understanding.unit_words import bracket_unit
from warehouse.bureau import own_name
from warehouse.places import Places

_SHOWN, _LETTERS = 4, 40
"""Texts of one question that are quoted, and characters of each."""
_FEW = 0.2
"""Share of a column's rows up to which a text in it stands out: the others are silent, or say something else."""

_MOSTLY, _ROWS = 0.4, 5
"""Share of rows up to which a second column of amounts differs from the one that is read, and rows of which that says something."""

_TITLES = (
    "标题、工作表名里有程序没有读懂的话（{}）。如果它说的是计划、预测、没有定稿的数，或者只是一部分（个别所、个别税种、别的单位），"
    "请不要入库；就是本局全部实际发生的数，请照常入库，以后不再问"
)
_HEADS = "表头里有程序没有读懂的话（{}），这几列照常读取。如果说的不是实际发生的全部（如调整前、应征、某一级），请改正数再报；就是的，请照常入库，以后不再问"
_NOTES = "说明里有程序没有读懂的话（{}）。如果它说表里的数不全、不准或不是本期的，请改正数再报；不影响数的，请照常入库，以后不再问"
_REMARKS = (
    "没有读取的列里，有几格的话与众不同（{}）。如果它说这一行不应照常计入，请改正数或删去那一行再报；不影响数的，请照常入库，"
    "以后不再问"
)
_AMOUNTS = (
    "还有几列数没有读取（{}）。如果它们改动了读取的那一列（更正、调整、抵减），请把最后的数填在读取的那一列再报；"
    "不影响的，请照常入库，以后不再问"
)
_COMMENTS = (
    "有的格带着批注，程序没有读懂（{}），读取的是格里的数。数要改的，请改正后再报；不影响数的，请照常入库，以后不再问"
)

_TOTAL = re.compile(r"(?:本[月季年]度?|[一二三四上下]?半?[季年]度?|.{0,4})(?:合计|小计|总计|累计|共计)数?")
_QUIET_VALUE = re.compile(
    r"无|没有|正常|是|有|√|✓|已?完成|已[办结销通采刊核入审缴](?!回)[一-鿿]{0,3}|合格|通过|良好|优秀|同意|属实|成功|有效|核对无误|无误|无异常|见附件?|详见[^,，。]{0,10}|另附[^,，。]{0,6}|新增|参会\d+人|应到[^。]{0,20}|实到[^。]{0,20}"
    r"|[-—/\\*]+|[男女汉]|[ABab]|[一-鿿]?级|[\d.,:：%\-/年月日\s]+(?:人|次|元|份|户)?|第?[一二三四五六七八九十\d]+[次期批场季周]?|(?:周|星期)[一二三四五六日天]|[上下]午|(?:[一-鿿]{0,4}(?:地点|地址|参加人员|主持人|主讲人|记录人)[:：])?[一-鿿\d]{0,10}(?:会议室|活动室|会议厅|党员之家)|[^,，。]{0,8}(?:税务所|分局|股|科|室|组)"
)
_SIGN = re.compile(
    r"滞纳|罚|[错删重误退转撤未不待拟外补冲虚模划列调×?？]|已[报缴列算]|非|同[上第]|作废|多[报算计]|放弃|缴回|挂账|保证金|暂|空票|预[审缴估收]|含|代[收征]|属[一-鿿]{1,6}(?:[县区市旗局]|税务所)"
)
"""What a remark beside an amount must hold to stand out: most tell whose it is, or why (大企业汇缴)."""
_AS_IT_SHOULD_BE = re.compile(
    r"汇算清缴(?:补|退|应补|补缴)?税?款?|(?:即征|先征)[即后]退|(?<!查)补缴?税款?(?!.*\d月)|补申报"
)
"""Kinds of payments that are received like any other."""
_OF_A_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(?!末|底)")
_STATE = re.compile(r"状态|标志|标识|标记|有效|是否")
"""Columns whose cells say of a row what it is: there every value that stands out counts."""
_TURNED_ROUND = re.compile(r"退|冲|作废|取消|撤|重复|终止|停|滞纳|欠")
"""是否退库, 是否作废: 否 is as it should be."""
_QUIET_HEAD = re.compile(
    r"序号|行次|编号|编码|代码|号码|文号|单号|税号|名称|户名|单位|企业|姓名|人$|人员|人名|法人|电话|手机|地[址点]|住址|日期|时间|时限|所属[期时]|年[月度份]|星期|时段|品目|子目|科目|注册类型|登记类型|行业|隶属|街道|乡镇|机关|部门|科室|税务所|分局"
    r"|国库|银行|账[号户]|帐[号户]|开户|原因|分析|内容|主题|议题|题目|标题|事由|描述|要求|措施|做法|目标|负责|责任|参加|参会|主持|记录|主讲|联系|体裁|题材|成果|材料|图片|照片|附件|链接|网址|版面|栏目|作者|字数|职[务称级]|学历|籍贯|民族|性别|党龄|党组织|换届|届[满次]|载体|形式|方式$|对象|范围|政策|依据|文件|规格|用途"
)
"""Columns of names, numbers, days and stories: a text of theirs says nothing of whether a row counts."""
_CHANGES_IT = re.compile(
    r"调整|调后|更正|修正|订正|核[对实定减]|差[异额]|[减抵冲]|应[缴退补]|实[际缴退]|最终|滞纳金|罚[款没]|补[缴报]|退[税库付]|剔除|扣"
)
_MONTH_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_AMOUNTS_OF = frozenset({"revenue", "refunds", "hotline", "targets"})
_COMPARES = re.compile(
    r"计划|目标|任务|同比|环比|增[减长幅速]|上年|去年|同期|上期|上月|累计|占|比重|率|%|完成|预算|排名|进度|户|其中|净"
)
_FORM_COMMENT = re.compile(r"必填|示例|说明|填写|格式|^作者|^\d{4}[-年]")


@dataclass(frozen=True)
class Strange:
    """A text that is not known to be harmless: which question it belongs to, what is remembered of it, where it stands."""

    question: str
    key: str
    shown: str
    sheet: str
    cell: str
    value: str

    @property
    def remembered(self) -> str:
        """As it is kept with the file: a digest, for a remark may name a person."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]


def strange_texts(places: Places, part: Part, lists: Mapping[str, CodeList]) -> list[Strange]:
    """Every such text of a part, asked about before or not; each key once."""
    own, stem = own_name(places), part.table.stem
    found: dict[str, Strange] = {}
    for sheet in {(s.name, s.table.header.first): s for s in part.sheets}.values():
        same = [
            s for s in part.sheets if s.table is sheet.table or (s.table.whole and s.table.whole is sheet.table.whole)
        ]
        facts = Facts(sheet, same, names_of_parts(part, lists))
        for each in (
            *_in_titles(part, sheet, lists, own),
            *_in_headings(stem, same, lists),
            *_in_notes(facts, stem, lists, own),
            *_in_columns(sheet, same, own),
            *_in_comments(sheet),
        ):
            found.setdefault(each.key, each)
    return list(found.values())


def unfamiliar(strange: Iterable[Strange], part: Part, standing: Iterable[Batch], told: Sequence[Fault]) -> list[Fault]:
    """A question for each sort of text, unless it stood in an accepted file of the same source and sender, or `told` quotes its cell."""
    known = {w for b in standing if b.source == part.table.stem and b.sender == part.sender for w in b.familiar}
    asked: dict[str, list[Strange]] = {}
    for each in strange:
        if each.remembered not in known and not any(_is_told(each, fault) for fault in told):
            asked.setdefault(each.question, []).append(each)
    return [_fault(question, texts) for question, texts in asked.items()]


def _is_told(each: Strange, fault: Fault) -> bool:
    """Whether a warning is about this text already: by its cell, or quoting it among others."""
    if fault.sheet != each.sheet:
        return False
    here = fault.cell == each.cell and (fault.doubt or fault.value == each.value)
    return here or (fault.doubt and f"{each.cell}“" in fault.message)


def _fault(question: str, told: list[Strange]) -> Fault:
    quoted = "；".join(s.shown for s in told[:_SHOWN])
    more = f"等 {len(told)} 处" if len(told) > _SHOWN else ""
    first = told[0]
    return Fault(question.format(quoted + more), first.sheet, first.cell, first.value, doubt=True)


def _quoted(text: str, cell: str) -> str:
    flat = " ".join(text.split())
    return f"{cell}“{flat if len(flat) <= _LETTERS else flat[:_LETTERS] + '……'}”"


def _in_titles(part: Part, sheet: Sheet, lists: Mapping[str, CodeList], own: str) -> Iterator[Strange]:
    stem = part.table.stem
    for line in lines_of(part, sheet, file_too=False):
        form = familiar(stem, lists, titles=True, sheets=line.where == "工作表名")
        for word in left_over(line.text, stem, form, own):
            shown = f"{line.cell or '工作表名'}“{line.text}”里的“{word}”"
            yield Strange(_TITLES, f"标题:{without_digits(word)}", shown, sheet.name, line.cell, line.text)


def _in_headings(stem: str, same: list[Sheet], lists: Mapping[str, CodeList]) -> Iterator[Strange]:
    """What the brackets of a heading say that is read without them: 入库金额（退库）, 5月（未核）."""
    form = familiar(stem, lists)
    for sheet in same:
        header = sheet.table.header
        for mapped in (m for m in header.columns if m.column):
            whole = heading(mapped.text).whole
            for said in re.findall(r"[(\[【]([^)\]】]*)[)\]】]", whole):
                bare = _MONTH_DAY.sub("", said)  # held against the title by `over_figures`
                if bracket_unit(bare) is None and (words := left_over(bare, stem, form)):
                    cell = sheet.table.grid.where(header.last, mapped.place)
                    key = f"表头:{without_digits(words)}"
                    yield Strange(_HEADS, key, _quoted(mapped.text, cell), sheet.name, cell, mapped.text)


def _in_notes(facts: Facts, stem: str, lists: Mapping[str, CodeList], own: str) -> Iterator[Strange]:
    form = familiar(stem, lists)
    for note in notes_of(facts):
        for sentence in note.sentences:
            text = ",".join(sentence)
            told = plain_lines(text)
            if _TOTAL.fullmatch(told) or harmless([plain_lines(c) for c in sentence], stem, form, own, facts.named):
                continue
            if len(told) > 3:
                key = f"说明:{without_digits(told)[:60]}"
                yield Strange(_NOTES, key, _quoted(text, note.cell), facts.sheet.name, note.cell, note.text.strip())


def _unread(sheet: Sheet) -> list[tuple[int, str]]:
    table = sheet.table
    if table.whole:
        return [(place, text) for place, text, _ in table.whole.ignored]
    return [(m.place, m.text) for m in table.header.columns if m.column is None]


def _in_columns(sheet: Sheet, same: list[Sheet], own: str) -> Iterator[Strange]:
    """Texts that stand out in a column that is not read, and columns of amounts beside the one that is."""
    table = sheet.table
    rows = sorted({row for s in same for row in s.table.data_rows})
    for place, text in _unread(sheet):
        head = plain(text)
        cells = [(row, value) for row in rows if (value := table.grid.at(row, place)) not in ("", None)]
        if not cells:
            continue
        numbers = [number_in(value) for _, value in cells]
        if sum(n is not None for n in numbers) * 2 > len(cells):
            yield from _in_numbers(sheet, place, text, cells)
            continue
        told = _elsewhere(cells, own) if _QUIET_HEAD.search(head) else _standing_out(head, cells, len(rows))
        for row, value in told:
            if counts_nothing(sheet, row) or (
                table.header.table.stem in _AMOUNTS_OF
                and not _STATE.search(head)
                and not _QUIET_HEAD.search(head)
                and not _counts(sheet, row, value)
            ):
                continue
            yield _beside(sheet, (row, place), text, value)


def _beside(sheet: Sheet, at: tuple[int, int], text: str, value: Value) -> Strange:
    said, cell = str(value).strip(), sheet.table.grid.where(*at)
    key = f"列:{plain(text)}:{without_digits(plain(said))[:40]}"
    return Strange(_REMARKS, key, f"“{text}”{_quoted(said, cell)}", sheet.name, cell, said)


def _in_numbers(sheet: Sheet, place: int, text: str, cells: list[tuple[int, Value]]) -> Iterator[Strange]:
    """Amounts that change the ones that are read, or are the same but for some rows; a 0 among marks of 1."""
    table, head = sheet.table, plain(text)
    if _STATE.search(head) and {number_in(value) for _, value in cells} == {0, 1}:
        marked = [bool(number_in(value)) for _, value in cells]
        rare = marked.count(True) < marked.count(False)
        if marked.count(rare) <= _FEW * len(cells):
            row, value = cells[marked.index(rare)]
            yield _beside(sheet, (row, place), text, value)
        return
    changes = _CHANGES_IT.search(head) and not _COMPARES.search(head) and any(number_in(value) for _, value in cells)
    amount = table.header.found.get("amount_yuan") if table.whole is None else None
    pairs = [(row, number_in(table.grid.at(row, amount.place)), number_in(v)) for row, v in cells] if amount else []
    unlike = [row for row, read, other in pairs if other is not None and read != other]
    if changes or (0 < len(unlike) <= _MOSTLY * len(pairs) and len(pairs) >= _ROWS):
        top = table.grid.where(table.header.last, place)
        row = cells[0][0] if changes else unlike[0]
        shown = _quoted(text, top) + (
            "" if changes else f"，{table.grid.where(row, place)} 起有 {len(unlike)} 行与读取的数不同"
        )
        yield Strange(_AMOUNTS, f"金额列:{without_digits(head)}", shown, sheet.name, table.grid.where(row, place), text)


def _elsewhere(cells: list[tuple[int, Value]], own: str) -> list[tuple[int, Value]]:
    """Cells that name the tax bureau of another district: 征收机关 宜阳县税务局."""
    names = ((row, value, district(value)) for row, value in cells) if own else ()
    return [(row, value) for row, value, name in names if name and name not in own]


def _counts(sheet: Sheet, row: int, value: Value) -> bool:
    """Whether a remark beside an amount may take something from it: one that is negative, or void, has been taken off already."""
    found, at = sheet.table.header.found, sheet.table.grid.at
    listed = sheet.table.whole is None
    amount = number_in(at(row, found["amount_yuan"].place)) if listed and "amount_yuan" in found else None
    state = plain(at(row, found["status"].place)) if listed and "status" in found else ""
    if (amount is not None and amount < 0) or re.search(r"作废|受理", state):
        return False
    said = _AS_IT_SHOULD_BE.sub(" ", plain(value))
    return _SIGN.search(said) is not None or (listed and _of_another_month(sheet, row, said))


def _of_another_month(sheet: Sheet, row: int, said: str) -> bool:
    """国库5月已入, 7月3日到账 beside a day of June; not 所属期5月: taxes of a month are received in the next."""
    mapped = sheet.table.header.found.get(sheet.table.header.table.dated_by)
    named = {int(m) for m in _OF_A_MONTH.findall(said)} if "所属" not in said and "属期" not in said else set()
    if mapped is None or not named:
        return False
    day = sheet.table.grid.at(row, mapped.place)
    own = re.search(r"\d{4}\D?(\d{1,2})", plain(f"{day:%Y-%m}" if isinstance(day, dt.date) else day))
    return own is not None and int(own[1]) not in named


def _standing_out(head: str, cells: list[tuple[int, Value]], rows: int) -> Iterator[tuple[int, Value]]:
    """Texts that few rows of a column hold: the remark of one row, 不通过 among 通过; and 否 under 是否….

    A column that tells a story of each row has a text of its own in nearly all of them, and none stands out.
    """
    count: dict[str, int] = {}
    for _, value in cells:
        count[plain(value)] = count.get(plain(value), 0) + 1
    story = len(count) > _FEW * rows and len(cells) > _FEW * rows + 1 and len(count) > len(cells) / 2
    for row, value in cells:
        said = plain(value)
        if re.match(r"是否|有无", head):
            if not _TURNED_ROUND.search(head) and re.fullmatch(
                r"[否无Nn×✗✘]|不.{0,3}|未.{0,3}|no|false", said, re.IGNORECASE
            ):
                yield row, value
        elif not story and count[said] <= max(1, _FEW * rows) and not _QUIET_VALUE.fullmatch(said):
            yield row, value


def _in_comments(sheet: Sheet) -> Iterator[Strange]:
    for row, column, text in others_by_people(sheet):
        if not HARMLESS.search(plain(text)) and not _FORM_COMMENT.search(plain(text)):
            cell = sheet.table.grid.where(row, column)
            key = f"批注:{without_digits(plain(text))[:60]}"
            yield Strange(_COMMENTS, key, _quoted(text, cell), sheet.table.grid.name, cell, text)
