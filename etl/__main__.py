"""`python -m etl …`: load files, look into them, see what is in, go back. Messages are Chinese; `--json` prints one object."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from etl.faults import Fault, RefusedError, UsageError, in_lines
from etl.faults import in_words as trouble
from etl.inspection import inspect
from etl.keeping.changes import in_words
from etl.keeping.corrected import corrected
from etl.keeping.history import history, original, rebuild, rollback
from etl.keeping.moved import diff
from etl.keeping.rekey import rekey
from etl.keeping.remembered import all_remembered, forget, propose, remember
from etl.keeping.writers import interruptions
from etl.load import Progress, load
from etl.results import LoadResult
from etl.status import status
from etl.template import template
from etl.watch import once, watch
from metrics.periods import months_in_words, parse
from warehouse.command_line import Parser, carry_out
from warehouse.places import Places, places
from warehouse.schema import TABLES
from warehouse.snapshots import current_build

_SHOWN = 50


def say(text: str) -> None:
    """A message for the person at the terminal; standard output stays for results."""
    print(text, file=sys.stderr, flush=True)


def _print_json(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error that appears after a second."""
    with tqdm(
        total=0, delay=1, file=sys.stderr, leave=False, bar_format="{desc} {bar} {n_fmt}/{total_fmt} {elapsed}"
    ) as bar:

        def tell(done: int, total: int, text: str) -> None:
            bar.total = total
            bar.set_description_str(text, refresh=False)
            bar.update(done - bar.n)

        yield tell


def _confirm() -> Callable[[str], bool] | None:
    """Ask on a terminal; elsewhere nobody can answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(text: str) -> bool:
        print(f"{text}\n确认吗？（y/N）", file=sys.stderr, end=" ", flush=True)
        return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}

    return ask


def _load(where: Places, options: argparse.Namespace) -> int:
    if options.if_empty and current_build(where):
        if options.json:
            _print_json(LoadResult().to_json())
        return 0
    with progress_bar() as bar:
        result = load(
            where, options.paths, source=options.source, period=options.period, replace=options.replace, dry_run=options.dry_run,
            progress=bar, confirm=None if options.json else _confirm(), say=say,
        )  # fmt: skip
    if options.marked:
        try:
            _write_marked(options.marked, result)
        except OSError as error:  # what was loaded is loaded
            say(f"标注好的文件没有写成（{trouble(error)}）。入库的结果如下。")
    if options.json:
        _print_json(result.to_json())
    else:
        _tell_load(result)
    return result.exit_code


def _write_marked(folder: Path, result: LoadResult) -> None:
    """Refused files, marked, into a folder; the originals stay where they are."""
    from etl.keeping.marked import marked, marked_name  # openpyxl is slow to start, and few commands write a copy

    folder.mkdir(parents=True, exist_ok=True)
    for file, faults in result.refused:
        data = marked(Path(file).name, Path(file).read_bytes(), faults)
        if data is None:
            say(f"{file} 打不开，没有可以标注的格子")
            continue
        out = folder / marked_name(file)
        out.write_bytes(data)
        say(f"已标注：{out}")


def _tell_load(result: LoadResult) -> None:
    word = "核对通过（未入库）" if result.dry_run else "已入库"
    for a in result.accepted:
        replaced = f"，替换 {'、'.join(a.replaces)}" if a.replaces else ""
        print(f"{word}  {a.file}  {TABLES[a.source].title} {a.rows} 行，{_months(a.covers)}{replaced}")
        if result.dry_run:
            _tell_faults("", in_words(TABLES[a.source], a.changes), _SHOWN)
        doubts = [w.text for w in a.warnings if w.doubt]
        _tell_faults("请核对：", doubts, len(doubts))
        _tell_faults("提示：", in_lines(w for w in a.warnings if not w.doubt), 10)
    for file, answer in result.answers:
        state = "核对通过（未收下）" if result.dry_run else "已收下"
        print(f"{state}  {file}  {answer.department}的答复 {answer.value}{answer.unit}（{answer.sentence}）")
    for file, why in result.skipped:
        print(f"跳过  {file}  {why}")
    for file, faults in result.refused:
        print(f"退回  {file}  共 {len(faults)} 处，没有改变任何数：")
        _tell_faults("", in_lines(faults), _SHOWN)
    for text in result.warnings:
        print(f"提示：{text}")
    known_before = any(m.before is not None for m in result.moved)
    for move in [m for m in result.moved if known_before and len(m.period) == 4][:40]:
        print(f"变动  {move.name} {move.period}：{move.before or '—'} → {move.after or '—'} {move.unit}")
    if result.build:
        print(f"数据版本 {result.build}" + ("（演示数据）" if result.sample else ""))


def _tell_faults(mark: str, lines: list[str], shown: int) -> None:
    for line in lines[:shown]:
        print(f"    {mark}{line}")
    if len(lines) > shown:
        print(f"    其余 {len(lines) - shown} 条见 --json")


def _months(labels: list[str]) -> str:
    years = sorted({label[:4] for label in labels})
    return "；".join(f"{y}年{months_in_words(tuple(m for m in labels if m.startswith(y)))}" for y in years)


def _inspect(where: Places, options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise UsageError(f"没有找到文件 {options.file}。")
    if options.source and options.source not in TABLES:
        raise UsageError(f"没有来源“{options.source}”。可用的来源：{'、'.join(TABLES)}")
    try:
        period = parse(options.period) if options.period else None
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = inspect(where, options.file, source=options.source, period=period)
    if options.json:
        _print_json(found)
    else:
        _tell_inspection(found)
    return 1 if found["refused"] else 0


def _tell_inspection(found: dict[str, Any]) -> None:
    print(f"{found['file']}  {found['encoding'] or ''}")
    if found["refused"]:
        print(f"读不了：{found['refused']}")
    for sheet in found["sheets"]:
        print(f"工作表 {sheet['name'] or '（文本）'}" + ("（隐藏，不读取）" if sheet["hidden"] else ""))
        for table in sheet["tables"]:
            source = TABLES[table["source"]].title if table["source"] else "未认出"
            rows = "、".join(map(str, table["header_rows"]))
            print(
                f"  {table['range']} 表头第 {rows} 行 → {source}（{table['why']}）；期间 {table['period'] or '未写明'}；单位 {table['unit'] or '—'}"
            )
            for column in table["columns"]:
                total = f"，合计 {column['sum']}{column['unit'] or ''}" if column["sum"] is not None else ""
                print(
                    f"    {column['name']} → {column['maps_to'] or '不读取'}：{column['values']} 格有值，{column['empty']} 格空{total}"
                )
            for line in _proposals(table):
                print(f"    {line}")
            print(
                f"    数据 {table['data_rows']} 行；"
                + ("；".join(f"第{x['row']}行 {x['why']}" for x in table["left_out"][:12]) or "没有略去的行")
            )
    said = in_lines(Fault(w["message"], w["sheet"], w["cell"]) for w in found["warnings"])
    for line in said[:_SHOWN]:
        print(f"  提示：{line}")
    if len(said) > _SHOWN:
        print(f"  其余 {len(said) - _SHOWN} 条见 --json")


def _proposals(table: dict[str, Any]) -> list[str]:
    """What an unknown heading may be, with the command that settles it."""
    if not table["source"]:
        return []
    return [
        f"“{heading}”像“{best.heading}”（近似 {best.likeness}）。确认请运行 python -m etl heading {table['source']} {heading} {best.column}"
        for heading, (best, *_) in propose(table["source"], table["columns"]).items()
    ]


def _corrections(where: Places, options: argparse.Namespace) -> int:
    build = options.build or current_build(where)
    found = corrected(where, build) if build else []
    if options.json:
        _print_json({"build": build, "corrections": [c.to_json() for c in found]})
        return 0
    for c in found:
        what = c.column or ("整行新增" if c.before is None else "整行去掉")
        print(f"{c.file}  {c.sheet}第{c.row}行  {c.key}  {what}：{c.before or '—'} → {c.after or '—'}")
    if not found:
        print("没有更正。")
    return 0


def _heading(where: Places, options: argparse.Namespace) -> int:
    if options.source is None:
        kept = all_remembered(where)
    elif options.heading is None or (options.column is None) != options.forget:
        raise UsageError("请写明来源、表头和列（不再使用某个写法：来源、表头和 --forget）。")
    elif options.forget:
        forget(where, options.source, options.heading, options.department)
        kept = []
    else:
        kept = [remember(where, options.source, options.heading, options.column, options.department)]
    if options.json:
        _print_json({"headings": [k.to_json() for k in kept]})
        return 0
    for k in kept:
        column = TABLES[k.source].column(k.column).heading
        print(f"{k.department}  {TABLES[k.source].title}  “{k.heading}” → {column}  {k.made_at} {k.made_by}")
    if not kept:
        print("已不再使用这个写法。" if options.forget else "还没有记过表头的写法。")
    return 0


def _history(where: Places, options: argparse.Namespace) -> int:
    entries = history(where)
    broken = interruptions(where)
    if options.json:
        _print_json({"builds": [e.to_json() for e in entries], "interrupted": broken})
        return 0
    if not entries:
        print("还没有入库的数据。")
    for e in entries:
        mark = "现用" if e.current else ("已退回" if e.rolled_back else "")
        print(
            f"{e.build}  {e.made_at}  {e.made_by}  {e.note}  {mark}{'' if e.on_disk else '（数据库文件已清理，用到时由归档重做）'}"
        )
        for a in e.added:
            print(
                f"    {a['file']}  {TABLES[a['source']].title} {a['rows']} 行，{_months(a['months'])}"
                f"  {a['by'] or '某用户'}  批次 {a['batch']}"
            )
    for sentence in broken:
        print(f"中断：{sentence}")
    return 0


def _original(where: Places, options: argparse.Namespace) -> int:
    found = original(where, options.asked)
    out = options.out / found.name if options.out.is_dir() else options.out
    if out.exists():
        raise UsageError(f"{out} 已经在了，没有覆盖。请换一个文件名。")
    out.write_bytes(found.content)
    if options.json:
        _print_json({"file": found.name, "sha256": found.path.name.split(".")[0], "out": str(out)})
    else:
        print(f"{found.name} 的原件已写到 {out}")
    return 0


def _status(where: Places, options: argparse.Namespace) -> int:
    found = status(where, date.today())
    if options.json:
        _print_json({"sources": [s.to_json() for s in found]})
        return 0
    for s in found:
        state = s.state + (f"，缺 {_months(s.missing)}" if s.days_late else "")
        print(f"{s.department}  {s.title}  最近一期 {s.latest or '无'}  应报 {s.due or '未定'}  {state}")
    return 0


def _rollback(where: Places, options: argparse.Namespace) -> int:
    build = rollback(where, options.build, say)
    if options.json:
        _print_json({"build": build})
    else:
        print(f"已退回到 {build}。以后的入库从这一版开始。")
    return 0


def _diff(where: Places, options: argparse.Namespace) -> int:
    found = diff(where, options.first, options.second, say)
    if options.json:
        _print_json({"moved": found})
        return 0
    for m in found:
        print(
            f"{m['name']} {m['period']}：{m['before'] or '—'} → {m['after'] or '—'} {m['unit']}  {'、'.join(m['files'])}"
        )
    if not found:
        print("两个版本的数没有不同。")
    return 0


def _rebuild(where: Places, options: argparse.Namespace) -> int:
    build = rekey(where, say) if options.new_key else rebuild(where, say)
    if options.json:
        _print_json({"build": build})
    else:
        print(f"已由归档{'的原件换密钥' if options.new_key else ''}重做，数据版本 {build}")
    return 0


def _template(where: Places, options: argparse.Namespace) -> int:
    if options.out.exists():
        raise UsageError(f"{options.out} 已经在了，里面也许填了数。请换一个文件名，或先把它移走。")
    out = template(options.source, options.out, where)
    if options.json:
        _print_json({"source": options.source, "out": str(out)})
    else:
        print(f"模板已写到 {out}")
    return 0


def _watch(where: Places, options: argparse.Namespace) -> int:
    if options.once:
        result = once(where, settled=0, say=say)
        if options.json:
            _print_json((result or LoadResult()).to_json())
        elif result:
            _tell_load(result)
        return result.exit_code if result else 0
    say(f"正在看着 {where.inbox}，按 Ctrl+C 停止。")
    watch(where, lambda r: _print_json(r.to_json()) if options.json else _tell_load(r), say=say)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    shared = Parser(add_help=False)
    shared.add_argument("--data", metavar="文件夹", help="数据文件夹（默认 BUREAU_DATA 或 data）")
    shared.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    top = Parser(prog="python -m etl", description="从科室的文件到发布的数据")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令")

    def add(name: str, run: Callable[[Places, argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[shared], help=help, description=help)
        command.set_defaults(run=run)
        return command

    _reading_options(add)
    add("history", _history, "装过什么，何时，谁，哪份文件")
    add("status", _status, "谁还没报")
    add("rollback", _rollback, "退回到某一版").add_argument("build", metavar="版本")
    command = add("diff", _diff, "两个版本差在哪些数、哪份文件")
    command.add_argument("first", metavar="版本")
    command.add_argument("second", metavar="版本")
    command = add("heading", _heading, "科室自己的表头写法记作哪一列；不写参数时列出记过的")
    command.add_argument("source", nargs="?", metavar="来源")
    command.add_argument("heading", nargs="?", metavar="表头")
    command.add_argument("column", nargs="?", metavar="列")
    command.add_argument("--department", metavar="科室", help="哪个科室的写法（默认是报送这类数据的科室）")
    command.add_argument("--forget", action="store_true", help="不再使用这个写法")
    add("corrections", _corrections, "某一版更正了以前报过的哪些格子").add_argument(
        "build", nargs="?", metavar="版本", help="默认是现用的版本"
    )
    command = add("original", _original, "取出归档里的原件")
    command.add_argument("asked", metavar="批次或SHA-256", help="见 history；SHA-256 写前八位即可")
    command.add_argument("-o", "--out", type=Path, required=True, metavar="文件或文件夹")
    add("rebuild", _rebuild, "由归档重做现用的版本").add_argument(
        "--new-key", action="store_true", help="密钥找不回来时：生成新密钥，用归档里的原件重做全部人员代码"
    )
    command = add("template", _template, "给科室的填报模板")
    command.add_argument("source", metavar="来源", help="、".join(TABLES))
    command.add_argument("-o", "--out", type=Path, required=True, metavar="文件.xlsx")
    add("watch", _watch, "看着 inbox 文件夹，来一份入一份").add_argument("--once", action="store_true", help="只看一次")
    return top


def _reading_options(
    add: Callable[[str, Callable[[Places, argparse.Namespace], int], str], argparse.ArgumentParser],
) -> None:
    """The two commands that read files."""
    command = add("load", _load, "入库文件或文件夹")
    command.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
    command.add_argument("--replace", action="store_true", help="确认已有的行可以消失")
    command.add_argument("--dry-run", action="store_true", help="只核对，不入库")
    command.add_argument("--marked", type=Path, metavar="文件夹", help="退回的文件标好问题格子，另存到这里")
    command.add_argument("--if-empty", action="store_true", help="已有数据时什么也不做")
    inspecting = add("inspect", _inspect, "看一份文件里有什么，不入库")
    inspecting.add_argument("file", type=Path, metavar="文件")
    for each in (command, inspecting):
        each.add_argument("--source", metavar="来源", help="指定是哪一类数据：" + "、".join(TABLES))
        each.add_argument(
            "--period", metavar="期间", help="指定包含的期间：2022、2022H1、2022Q3、2022-03、2022-01..2022-09"
        )


def main(arguments: list[str] | None = None) -> int:
    """Run one command; every expected trouble ends in a sentence and an exit code."""
    options = parser().parse_args(arguments)
    return carry_out(lambda: _run(options), (UsageError,))


def _run(options: argparse.Namespace) -> int:
    where = places(options.data)
    before = None
    try:
        before = current_build(where)
        return int(options.run(where, options))
    except RefusedError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(f"已中止，{_since(where, before)}。")
        return 130
    except BrokenPipeError:
        raise
    except OSError as error:
        say(f"{trouble(error)}。{_since(where, before)}，请检查磁盘空间、路径和权限。")
        return 1


def _since(where: Places, before: str | None) -> str:
    """Whether a command that broke off had already published."""
    try:
        now = current_build(where)
    except OSError:
        now = before
    return "没有改变任何数据" if now == before else f"但新的数据版本 {now} 已经生效"


if __name__ == "__main__":
    sys.exit(main())
