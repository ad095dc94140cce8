"""Commands on a document: inspect, bind, fill, check, compare. The contract lists them with their exit codes."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from metrics import periods
from metrics.definitions import CatalogueError, load_catalogue
from metrics.measure import Measurer, open_measurer
from report.binding import memory
from report.binding.asking import NoQuestionError, question
from report.binding.memory import Choice, Memory
from report.document import Document, DocumentError, put, read
from report.filling import taking_back
from report.filling.by_hand import HandFigures, RefusedFigureError, entry
from report.filling.fill import fill
from report.filling.fill_record import KEEP, Records
from report.filling.told import told_json, told_of
from report.finding.measures import unit_fit
from report.inspection import figures_of, inspect, places_of, to_json
from report.model import Blank, BoundBlank, CheckedClaim, Claim, Inspection
from report.returning.compare import Comparison, compare
from report.returning.returned import returned, unrecorded
from report.returning.returned_words import returned_lines
from warehouse.command_line import Parser, carry_out
from warehouse.decisions import CannotUndoError
from warehouse.places import Places, places
from warehouse.question_sheet import written

KINDS = {
    "number": "数字",
    "date": "日期",
    "name": "名称",
    "prompt": "提示语",
    "damaged": "残缺数字",
    "missing": "丢失数字",
}
_LOST_ADVICE = "单位前少了数的，要由程序填写，请在单位前（表格的空格里）写上“**”，再重新检查"
STATES = {"bound": "已对应", "ask": "请选定", "no_metric": "没有对应的指标", "no_data": "缺数据"}
VERDICTS = {"match": "相符", "mismatch": "不符", "no_data": "缺数据", "unbound": "未对应"}


_FIRST_YEAR = 1990


class UsageError(Exception):
    """A wrong argument; its text is one Chinese sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = _parser().parse_args(arguments)
    return carry_out(
        lambda: int(args.run(args)),
        (DocumentError, UsageError, CatalogueError, RefusedFigureError, NoQuestionError, CannotUndoError),
    )


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="report", description="报告：查空、对数、填数、核对")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", prog="report", parser_class=Parser)
    _command(commands, "inspect", "列出报告的空格、已写的数字和文字问题", _inspect)
    binding = _command(commands, "bind", "人工选定一个空格或数字对应的指标，按所在句子记住", _bind)
    binding.add_argument("id", metavar="ID", help="空格的编号；已写的数字写作 c 加编号，如 c3")
    binding.add_argument("key", nargs="?", metavar="KEY", help="指标代号")
    binding.add_argument("--period", metavar="期间", help="2022、2022H1、2022Q3、2022-03、2022-01..2022-09")
    binding.add_argument("--forget", action="store_true", help="取消先前的选定")
    binding.add_argument("--by", metavar="姓名", help="确认人；不写则用登录名")
    _words_of_people(commands)
    filling = _command(commands, "fill", "把数填进报告", _fill)
    filling.add_argument("-o", "--out", required=True, metavar="OUT", help="写成的文件（.docx、.txt 或 .md）")
    filling.add_argument("--annotated", metavar="OUT", help="另写一份每个数带批注的 .docx")
    filling.add_argument("--evidence", metavar="OUT.xlsx", help="另写一份数据依据")
    filling.add_argument("--draft", action="store_true", help="有空格填不上也写，未填的原样标出")
    _command(commands, "check", "核对已写的数字和文字", _check)
    returning = _command(commands, "returned", "回看人改过的稿：填过的数哪些被改、哪些与数据不合", _returned)
    returning.add_argument("--original", metavar="FILE", help="填报前的原稿；没有填报记录时用来比较")
    tidying = commands.add_parser("tidy", help="清去旧的填报记录，只留每份报告每年最近几次")
    tidying.add_argument("--keep", metavar="N", type=int, default=KEEP, help=f"留最近几次，默认 {KEEP}")
    tidying.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    tidying.add_argument("--data", metavar="DIR", help="数据文件夹")
    tidying.set_defaults(run=_tidy)
    comparing = commands.add_parser("compare", help="比较两份报告里的数字")
    comparing.add_argument("file", metavar="A")
    comparing.add_argument("other", metavar="B")
    comparing.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    comparing.add_argument("--data", metavar="DIR", help="数据文件夹")
    comparing.set_defaults(run=_compare)
    return parser


def _words_of_people(commands: Any) -> None:
    """What persons say of a figure, and how it is taken back."""
    entering = _command(commands, "enter", "填入一个只凭电话得知的数，写明谁填的、据谁所说", _enter)
    entering.add_argument("id", metavar="ID", help="空格的编号；已写的数字写作 c 加编号，如 c3")
    entering.add_argument("value", nargs="?", metavar="VALUE", help="数值，单位与文中相同")
    entering.add_argument("--by", metavar="姓名", default="", help="谁填的")
    entering.add_argument("--word", metavar="谁", default="", help="据谁所说，如“纪检组 王五”")
    entering.add_argument("--note", metavar="备注", default="", help="备注")
    entering.add_argument("--remove", action="store_true", help="取消先前填入的数")
    taking = _command(commands, "withdraw", "撤回人对一处说过的话：认定的指标、人工填的数或科室的答复", _withdraw)
    taking.add_argument("id", metavar="ID", help="空格的编号；已写的数字写作 c 加编号，如 c3")
    taking.add_argument(
        "--what", choices=list(taking_back.NAMES), metavar="认定|人工|答复", help="撤回哪一样；只有一样时不必写"
    )
    taking.add_argument("--by", metavar="姓名", help="谁撤回的；不写则用登录名")
    _command(commands, "decisions", "谁在什么时候认定、填入、答复、撤回过什么", _decisions)
    asking = _command(commands, "question", "把没有指标可答的一处做成一行提问单，交科室填写", _question)
    asking.add_argument("id", metavar="ID", help="空格的编号；已写的数字写作 c 加编号，如 c3")
    asking.add_argument("-o", "--out", required=True, metavar="OUT.xlsx", help="写成的提问单")
    asking.add_argument("--to", required=True, metavar="科室", help="问哪个科室")
    undoing = commands.add_parser("undo", help="撤销一条认定、填入、答复或撤回的记录")
    undoing.add_argument("number", metavar="N", type=int, help="记录的编号，用 decisions 查看")
    undoing.add_argument("--by", metavar="姓名", help="谁撤销的；不写则用登录名")
    undoing.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    undoing.add_argument("--data", metavar="DIR", help="数据文件夹")
    undoing.set_defaults(run=_undo)


def _command(commands: Any, name: str, says: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    parser.add_argument("file", metavar="FILE", help="报告（.docx、.txt 或 .md）")
    parser.add_argument("--year", required=True, type=_year, metavar="Y", help="报告的年度")
    parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹（否则用 BUREAU_DATA，再否则用 data）")
    parser.set_defaults(run=run)
    return parser


def _year(text: str) -> int:
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"年度要写成四位数字，如 2022，见到“{text}”")
    return int(text)


def _open(args: argparse.Namespace) -> tuple[Places, Document, Measurer, Memory]:
    where = places(args.data)
    document = read(args.file)
    return where, document, open_measurer(where), Memory(where.people)


def _looked_at(args: argparse.Namespace) -> tuple[Document, Measurer, Inspection]:
    _, document, measurer, remembered = _open(args)
    return document, measurer, inspect(document, args.year, measurer, remembered)


def _say(args: argparse.Namespace, result: dict[str, Any], lines: Sequence[str]) -> None:
    print(json.dumps(result, ensure_ascii=False) if args.json else "\n".join(lines))


def _inspect(args: argparse.Namespace) -> int:
    document, measurer, inspection = _looked_at(args)
    lines = [
        *_heading(inspection),
        *document.warnings,
        *_blank_lines(inspection, measurer),
        *_claim_lines(inspection, measurer),
        *_finding_lines(inspection),
    ]
    _say(args, to_json(inspection) | {"notes": list(document.warnings)}, lines)
    return 0


def _heading(inspection: Inspection) -> list[str]:
    wanted, claims = inspection.number_blanks, inspection.claims
    bound = sum(b.status == "bound" for b in wanted)
    held = sum(c.status == "match" for c in claims)
    count = sum(b.told is not None for b in wanted)
    told = f"，另有 {count} 处凭人工或科室答复" if count else ""
    sample = "（演示数据，不是真实业务数据）" if inspection.sample else ""
    return [
        f"{inspection.file}　{inspection.year} 年　数据版本 {inspection.build}{sample}",
        f"数字空格 {len(wanted)} 处，可填 {bound} 处{told}；已写的数字 {len(claims)} 处，相符 {held} 处；文字问题 {len(inspection.findings)} 处",
    ]


def _around(inspection: Inspection, start: int, end: int) -> str:
    text = inspection.text
    return f"{text[max(0, start - 10) : start]}【{text[start:end]}】{text[end : end + 6]}".replace("\n", " ").strip()


def _names(measurer: Measurer, item: BoundBlank | CheckedClaim) -> str:
    if item.binding is None:
        return ""
    if item.binding.metric and item.status not in {"ask", "unbound", "no_metric"}:
        period = periods.parse(item.binding.period).chinese if item.binding.period else ""
        return f"{measurer.catalogue[item.binding.metric].name}（{item.binding.metric}，{period}）"
    return "、".join(f"{measurer.catalogue[c.metric].name}（{c.metric}）" for c in item.binding.candidates)


def _blank_lines(inspection: Inspection, measurer: Measurer) -> list[str]:
    lines = ["", "空格"]
    for bound in inspection.blanks:
        blank = bound.blank
        where = f"{blank.id:>3}  {_around(inspection, blank.start, blank.end)}"
        if bound.status is None:
            lines.append(f"{where}  {KINDS[blank.kind]}，不填")
            continue
        value = f"{bound.shown}{blank.qualifier or ''}{blank.unit}" if bound.shown else ""
        value += f"（{bound.told.mark}）" if bound.told else ""
        parts = [STATES[bound.status], value, _names(measurer, bound), bound.reason or "", *bound.warnings]
        lines.append(f"{where}  {'  '.join(p for p in parts if p)}")
    return lines


def _claim_lines(inspection: Inspection, measurer: Measurer) -> list[str]:
    lines = ["", "已写的数字"]
    for checked in inspection.claims:
        claim = checked.claim
        parts = [VERDICTS[checked.status], _names(measurer, checked), checked.reason or ""]
        lines.append(f" c{claim.id}  {_around(inspection, claim.start, claim.end)}  {'  '.join(p for p in parts if p)}")
    return lines


def _finding_lines(inspection: Inspection) -> list[str]:
    return (
        ["", "文字问题", *(f"  第 {f.start} 字处（{f.rule}）：{f.message}" for f in inspection.findings)]
        if inspection.findings
        else []
    )


def _figure(args: argparse.Namespace, blanks: Sequence[Blank], claims: Sequence[Claim]) -> Blank | Claim:
    """The blank or claim that a person names: `7`, `c3`."""
    among: Sequence[Blank | Claim] = claims if args.id[:1] in {"c", "C"} else blanks
    number = args.id[1:] if args.id[:1] in {"c", "C", "b", "B"} else args.id
    found = next((f for f in among if str(f.id) == number), None)
    if found is None:
        raise UsageError(
            f"没有编号为“{args.id}”的{'数字' if among is claims else '空格'}。先用 inspect 查看编号，已写的数字前加 c"
        )
    if isinstance(found, Blank) and found.kind != "number":
        advice = f"。{_LOST_ADVICE}" if found.kind == "missing" else ""
        raise UsageError(f"{args.id} 号是{KINDS[found.kind]}，不对应指标{advice}")
    return found


def _bind(args: argparse.Namespace) -> int:
    _, document, measurer, remembered = _open(args)
    blanks, claims = figures_of(document, measurer.catalogue)
    figures: list[Blank | Claim] = [*blanks, *claims]
    figure = _figure(args, blanks, claims)
    places, kind = places_of(document, args.year, measurer.catalogue), memory.kind_of(figure)
    key = places[figures.index(figure)]
    result = {"file": str(document.path), "id": args.id, "metric": args.key, "period": args.period, "sentence": key[1]}
    if args.forget:
        gone = remembered.forget(key, kind, by=_name(args))
        _say(args, {**result, "forgotten": gone}, ["已取消先前的选定。" if gone else "这一处没有选定过，无需取消。"])
        return 0
    metric = measurer.catalogue.get(args.key or "")
    if metric is None:
        raise UsageError(f"没有指标“{args.key or ''}”。用 python -m metrics list 查看全部指标")
    if not unit_fit(figure.unit, metric.unit):
        raise UsageError(
            f"文中的单位是“{figure.unit}”，“{metric.name}”的单位是“{metric.unit}”，两者不是一回事，不能对应"
        )
    period = _period(args.period, args.year)
    choice = Choice(metric.key, period, args.year, memory.now(), _name(args), document.path.name)
    remembered.remember(key, kind, choice)
    said = f"{args.id} 号今后对应“{metric.name}”{'，期间 ' + period if period else ''}。同一句话在同样的期间、单位里下次自动对应；取消：加 --forget"
    _say(args, {**result, "metric": metric.key, "period": period}, [said])
    return 0


def _item(args: argparse.Namespace, inspection: Inspection) -> tuple[BoundBlank | CheckedClaim, tuple[str, str]]:
    """The figure that a person names, and the key of its sentence."""
    items: list[BoundBlank | CheckedClaim] = [*inspection.blanks, *inspection.claims]
    figure = _figure(args, [b.blank for b in inspection.blanks], [c.claim for c in inspection.claims])
    return items[inspection.figures.index(figure)], inspection.place_of(figure)


def _question(args: argparse.Namespace) -> int:
    document, _, inspection = _looked_at(args)
    item, place = _item(args, inspection)
    asked = question(inspection, item, args.to)
    out = Path(args.out)
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"提问单只能写成 .xlsx 文件，不能写成“{out.name}”")
    if not out.parent.is_dir():
        raise UsageError(f"没有文件夹“{out.parent}”。请先建好，或换一个位置")
    put(out, written(asked), never_over=document.path)
    result = {"file": str(document.path), "id": args.id, "out": str(out), "to": asked.department, "asked": asked.asked}
    more = {"unit": asked.unit, "period": asked.period, "sentence": place[1], "sample": asked.sample}
    _say(args, result | more, [f"提问单写到 {out}，请交{asked.department}填写；填好后像数据文件一样入库即可"])
    return 0


def _enter(args: argparse.Namespace) -> int:
    _, document, measurer, remembered = _open(args)
    item, place = _item(args, inspect(document, args.year, measurer, remembered))
    figure = item.blank if isinstance(item, BoundBlank) else item.claim
    hand = HandFigures(remembered.file, sample=measurer.sample)
    result = {"file": str(document.path), "id": args.id, "year": args.year, "sentence": place[1]}
    if args.remove:
        gone = hand.remove(place, args.year, by=_name(args))
        _say(args, {**result, "removed": gone}, ["已取消人工填的数。" if gone else "这一处没有人工填过数，无需取消。"])
        return 0
    if not args.value:
        raise UsageError("没有写数值。写法：enter 报告 编号 数值 --by 姓名 --word 据谁所说 --year 年度")
    told = entry(
        args.value, figure.unit, figure.qualifier, by=args.by, word_of=args.word, note=args.note, at=memory.now()
    )
    hand.enter(place, args.year, told, document.path.name)
    shown, notes = told_of(item, told)
    _say(
        args,
        {**result, **told_json(told), "shown": shown, "warnings": list(notes)},
        _entered_lines(args.id, figure, shown, notes),
    )
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    _, document, measurer, remembered = _open(args)
    inspection = inspect(document, args.year, measurer, remembered)
    item, _ = _item(args, inspection)
    spot = taking_back.spots(inspection)[item.blank if isinstance(item, BoundBlank) else item.claim]
    there = taking_back.standing(remembered.file, spot)
    wanted = [taking_back.NAMES[args.what]] if args.what else there
    if len(wanted) > 1:
        raise UsageError(f"{args.id} 号有{'、'.join(taking_back.WORDS[w] for w in there)}，请用 --what 写明撤回哪一样")
    gone = [w for w in wanted if taking_back.take_back(remembered.file, spot, w, by=_name(args))]
    result = {"file": str(document.path), "id": args.id, "year": args.year, "withdrawn": gone[0] if gone else None}
    said = (
        f"已撤回 {args.id} 号的{taking_back.WORDS[gone[0]]}，记录保留；后悔了用 undo 恢复"
        if gone
        else "这一处没有可撤回的，没有改动。"
    )
    _say(args, result, [said])
    return 0


def _decisions(args: argparse.Namespace) -> int:
    _, document, measurer, remembered = _open(args)
    ids = taking_back.figure_ids(inspect(document, args.year, measurer, remembered))
    acts = taking_back.history(remembered.file)
    told = [taking_back.act_json(a, ids.get((a.what, a.place))) for a in acts]
    lines = taking_back.act_lines(acts, ids, measurer.catalogue) or ["还没有人认定、填入或答复过什么。"]
    _say(args, {"file": str(document.path), "year": args.year, "decisions": told}, lines)
    return 0


def _undo(args: argparse.Namespace) -> int:
    file = places(args.data).people
    act = taking_back.undo(file, args.number, by=_name(args))
    catalogue = load_catalogue(places(args.data).own_catalogue)
    done = taking_back.history(file)[0]
    _say(args, taking_back.act_json(done, None), [f"已{taking_back.act_words(done, catalogue)}　{act.sentence[:30]}"])
    return 0


def _entered_lines(identity: str, figure: Blank | Claim, shown: str | None, notes: Sequence[str]) -> list[str]:
    used = f"填作“{shown}{figure.qualifier or ''}{figure.unit or ''}”，处处标明人工" if shown else "已记下"
    return [f"{identity} 号{used}。数据来了以后以数据为准；取消：加 --remove", *(f"  {note}" for note in notes)]


def _period(text: str | None, year: int) -> str | None:
    """The period that a person names; UsageError for one that cannot have figures: a plan reaches a year ahead at most."""
    if not text:
        return None
    try:
        period = periods.parse(text)
    except ValueError as error:
        raise UsageError(str(error)) from error
    last = max(year, date.today().year) + 1
    if not _FIRST_YEAR <= period.first // 12 <= period.year <= last:
        raise UsageError(
            f"{period.chinese}不会有数：期间要在 {_FIRST_YEAR} 年到 {last} 年之间。请核对 --period，如 {year}、{year}H1"
        )
    return period.label


def _name(args: argparse.Namespace) -> str:
    return " ".join((args.by or "").split()) or _person()


def _person() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "未知"


def _left_lines(inspection: Inspection) -> list[str]:
    """What a filling does not touch, place by place; what hides behind stars is named with the stars that are left."""
    left = [b.blank for b in inspection.blanks if b.status is None and not set("*＊") & set(b.blank.text)]
    lost = _LOST_ADVICE if any(b.kind == "missing" for b in left) else ""
    return [
        *([f"另有 {len(left)} 处不是数字空格，照原样留着，请逐处核对。{lost}"] if left else []),
        *(f"  {b.id} 号（{KINDS[b.kind]}）：{_around(inspection, b.start, b.end)}" for b in left),
    ]


def _fill(args: argparse.Namespace) -> int:
    document, measurer, inspection = _looked_at(args)
    records = Records(places(args.data).fills)
    done = fill(
        document, inspection, measurer, args.out, annotated=args.annotated, evidence=args.evidence, draft=args.draft,
        records=records,
    )  # fmt: skip
    if done.out is None:
        head = f"还有 {len(done.open)} 处填不上，没有写文件。先补齐，或加 --draft 写出草稿"
    else:
        head = f"填了 {done.filled} 处，写到 {done.out}"
    lines = [
        head,
        *(f"  {b.id} 号：{b.reason}" for b in done.open),
        *(f"  {i} 号：{m}" for i, m in done.warnings),
        *([f"文中还有 {len(done.stars)} 处星号没有换掉，请逐处核对："] if done.stars and done.out else []),
        *(f"  {said}" for _, said in done.stars if done.out),
        *_left_lines(inspection),
        *done.notes,
    ]
    wrong = sum(c.status == "mismatch" for c in inspection.claims)
    unsound = sum(f.severity == "error" for f in inspection.findings)
    told = [f"{wrong} 处数与数据不符"] * bool(wrong) + [f"{unsound} 处文字要核对"] * bool(unsound)
    if told:
        lines.append(f"文中已写的内容有 {'、'.join(told)}，填写不改动它们。请看 python -m report check")
    _say(args, done.to_json() | {"mismatches": wrong, "text_errors": unsound}, lines)
    records.tidy_if_free()
    return 0 if done.complete else 1


def _tidy(args: argparse.Namespace) -> int:
    if args.keep < 1:
        raise UsageError("--keep 至少是 1：每份报告最近一次填报总是保留")
    records = Records(places(args.data).fills)
    gone = records.tidy(args.keep)
    records.shrink()
    left = len(records.all())
    _say(
        args,
        {"forgotten": gone, "kept": left},
        [f"清去 {gone} 份旧的填报记录，留下 {left} 份（每份报告每年最近 {args.keep} 次）"],
    )
    return 0


def _check(args: argparse.Namespace) -> int:
    document, measurer, inspection = _looked_at(args)
    claims = inspection.claims
    wrong = [c for c in claims if c.status == "mismatch"]
    errors = [f for f in inspection.findings if f.severity == "error"]
    counts = {status: sum(c.status == status for c in claims) for status in VERDICTS}
    whole = to_json(inspection)
    result = {key: whole[key] for key in ("file", "year", "build", "sample", "claims", "findings")} | {
        "counts": counts,
        "notes": list(document.warnings),
    }
    counted = "，".join(f"{VERDICTS[s]} {n} 处" for s, n in counts.items() if n)
    head = f"已写的数字 {len(claims)} 处：{counted}" if claims else "没有已写的数字"
    _say(args, result, [head, *document.warnings, *_claim_lines(inspection, measurer)[1:], *_finding_lines(inspection)])
    return 1 if wrong or errors or counts["no_data"] else 0


def _returned(args: argparse.Namespace) -> int:
    where, document, measurer, remembered = _open(args)
    original = read(args.original) if args.original else None
    record = Records(where.fills).of(document.data, document.text, args.year)
    if record:
        found = returned(document, args.year, measurer, record)
    else:
        looked = inspect(original, args.year, measurer, remembered) if original else None
        found = unrecorded(document, args.year, measurer, looked)
    _say(args, found.to_json(), returned_lines(found))
    return 0 if found.quiet else 1


def _compare(args: argparse.Namespace) -> int:
    a, b = read(args.file), read(args.other)
    found = compare(a, b, load_catalogue(places(args.data).own_catalogue))
    _say(args, {"a": str(a.path), "b": str(b.path), **found.to_json()}, _comparison_lines(found))
    return 0


def _comparison_lines(found: Comparison) -> list[str]:
    lines = [
        f"成对的数字 {len(found.pairs)} 处，其中变了 {len(found.changed)} 处；只在前一份 {len(found.gone)} 处，只在后一份 {len(found.new)} 处"
    ]
    lines += [f"  变：{a.written} → {b.written}　{b.masked[:40]}" for a, b in found.changed]
    lines += [f"  只在前一份：{f.written}　{f.masked[:40]}" for f in found.gone]
    return [*lines, *(f"  只在后一份：{f.written}　{f.masked[:40]}" for f in found.new)]


if __name__ == "__main__":
    sys.exit(main())
