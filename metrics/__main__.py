"""`python -m metrics list | show | dictionary`: the dictionary, and one number with its evidence."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from metrics import dictionary, numbers, periods
from metrics.definitions import CatalogueError, load_catalogue
from metrics.measure import Measurer, UnknownMetricError, open_measurer
from metrics.model import Reading
from warehouse.command_line import Parser, carry_out
from warehouse.places import PRODUCT, places


def main(arguments: list[str] | None = None) -> int:
    """Exit 0, or 2 with one sentence when the command cannot be carried out as given."""
    chosen = _parser().parse_args(arguments)
    return carry_out(lambda: int(chosen.run(chosen)), (UnknownMetricError, CatalogueError, ValueError))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m metrics", description="指标目录，以及一个数和它的依据")
    commands = parser.add_subparsers(required=True, metavar="命令")
    every = Parser(add_help=False)
    every.add_argument("--data", help="数据文件夹（默认 data/，或环境变量 BUREAU_DATA）")
    every.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 对象")
    listing = commands.add_parser("list", parents=[every], help="全部指标")
    listing.set_defaults(run=_list)
    show = commands.add_parser("show", parents=[every], help="一个指标在一个期间的数和依据")
    show.add_argument("key", metavar="指标")
    when = show.add_mutually_exclusive_group(required=True)
    when.add_argument("--year", type=int, metavar="年")
    when.add_argument("--period", metavar="期间", help="2022、2022H1、2022Q3、2022-03、2022-01..2022-09")
    show.add_argument("--by", metavar="维度", help="month 或指标可分的维度")
    show.set_defaults(run=_show)
    book = commands.add_parser("dictionary", parents=[every], help="指标口径手册")
    book.add_argument("-o", "--out", type=Path, metavar="文件")
    book.add_argument("--check", action="store_true", help="docs/dictionary.md 与目录不符时退出码为 1")
    book.set_defaults(run=_dictionary)
    return parser


def _list(chosen: argparse.Namespace) -> int:
    catalogue = load_catalogue(places(chosen.data).own_catalogue)
    if chosen.json:
        listed = [
            {"key": m.key, "name": m.name, "subject": m.subject, "unit": m.unit, "show": m.show, "kind": m.kind,
             "owner": m.owner, "meaning": m.meaning, "by": list(m.by), "words": list(m.words)}
            for m in catalogue.values()
        ]  # fmt: skip
        print(json.dumps({"metrics": listed}, ensure_ascii=False, indent=1))
        return 0
    for subject, metrics in catalogue.by_subject().items():
        print(dictionary.SUBJECT_NAMES.get(subject, subject))
        for metric in metrics:
            print(f"  {metric.key:<32}{metric.name}（{metric.show}，{metric.owner}）")
    return 0


def _show(chosen: argparse.Namespace) -> int:
    measurer = open_measurer(places(chosen.data))
    period = periods.year_period(chosen.year) if chosen.year else periods.parse(chosen.period)
    reading = measurer.measure(chosen.key, period)
    members = measurer.measure(chosen.key, period, chosen.by) if chosen.by else []
    if chosen.json:
        print(json.dumps(reading_json(measurer, reading, members), ensure_ascii=False, indent=1))
    else:
        _print(measurer, reading, members)
    return 0


def reading_json(measurer: Measurer, reading: Reading, members: list[Reading]) -> dict[str, Any]:
    """A reading with its evidence, as the contract lays it out."""
    metric = reading.metric
    return {
        "key": metric.key,
        "name": metric.name,
        "meaning": metric.meaning,
        "unit": metric.unit,
        "show": metric.show,
        "period": reading.period.label,
        "value": _text(reading.value),
        "shown": reading.shown,
        "numerator": _text(reading.numerator),
        "denominator": _text(reading.denominator),
        "coverage": list(reading.coverage),
        "missing": [
            {"source": g.source, "department": g.department, "months": list(g.months), "text": g.text} for g in reading.gaps
        ],
        "reason": reading.reason or None,
        "sql": measurer.sql(metric.key, reading.period),
        "build": reading.build,
        "sample": reading.sample,
        "sources": [
            {"file": s.file, "sha256": s.sha256, "sheet": s.sheet, "rows": s.rows, "department": s.department, "received": s.received}
            for s in (measurer.sources(reading) if reading.value is not None else [])
        ],
        "by": [
            {"member": r.member or r.period.label, "value": _text(r.value), "shown": r.shown, "missing": [g.text for g in r.gaps]}
            for r in members
        ],
    }  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else numbers.plain(value, cut_zeros=True)


def _print(measurer: Measurer, reading: Reading, members: list[Reading]) -> None:
    metric = reading.metric
    print(f"{metric.name}（{reading.period.chinese}）：{reading.text}{'  【演示数据】' if reading.sample else ''}")
    if reading.value is not None:
        print(f"精确值：{_text(reading.value)} {metric.unit}")
    print(f"口径：{metric.meaning}")
    print(f"责任科室：{metric.owner}    数据版本：{reading.build}")
    for member in members:
        print(f"  {member.member or member.period.chinese}：{member.text}")
    if reading.value is not None:
        print("来源：")
        for source in measurer.sources(reading):
            sheet = f"〔{source.sheet}〕" if source.sheet else ""
            print(f"  {source.file}{sheet} 第 {source.rows} 行（{source.department}，{source.received} 入库）")
    print(f"SQL：\n  {measurer.sql(metric.key, reading.period)}")


def _dictionary(chosen: argparse.Namespace) -> int:
    written = dictionary.text(load_catalogue())
    if chosen.check:
        kept = PRODUCT / "docs" / "dictionary.md"
        if not kept.exists() or kept.read_text(encoding="utf-8") != written:
            print("docs/dictionary.md 与指标目录不符，请运行 make docs", file=sys.stderr)
            return 1
        return 0
    if chosen.out:
        chosen.out.write_text(written, encoding="utf-8")
    else:
        print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
