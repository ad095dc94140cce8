"""The rules of the house that can be read off the source: who may import whom, names, sizes, no division on a page."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("warehouse", "metrics", "etl", "report", "ui", "pages", "dashboard")
MAY_IMPORT = {
    "warehouse": {"warehouse"},
    "metrics": {"metrics", "warehouse"},
    "etl": {"etl", "metrics", "warehouse"},
    "report": {"report", "metrics", "warehouse"},
    "ui": {"ui", "report", "etl", "metrics", "warehouse"},
    "pages": {"ui", "report", "etl", "metrics", "warehouse"},
    "dashboard": {"ui", "report", "etl", "metrics", "warehouse"},
}
SCREEN_LIBRARIES = {"streamlit", "plotly"}


def sources(*rooms: str) -> list[Path]:
    found = [ROOT / "dashboard.py"] if "dashboard" in rooms else []
    for room in rooms:
        found += sorted((ROOT / room).rglob("*.py")) if room != "dashboard" else []
    return found


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", sources(*ROOMS), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path):
    room = room_of(path)
    assert imported(path) & set(ROOMS) <= MAY_IMPORT[room]
    if room not in {"ui", "pages", "dashboard"}:
        assert not imported(path) & SCREEN_LIBRARIES
    if room in {"pages", "dashboard"}:
        assert not imported(path) & {"duckdb", "plotly"}


@pytest.mark.parametrize("path", sources("pages", "dashboard"), ids=lambda p: p.name)
def test_a_page_is_short_and_never_divides(path):
    text = path.read_text(encoding="utf-8")
    divisions = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div | ast.FloorDiv)
    ]
    assert not divisions
    assert len(text.splitlines()) <= 60


def test_every_file_name_says_what_it_is_for():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    bad = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py"}
    assert not [f for f in tracked if Path(f).name in bad or re.search(r"_v\d+\.py$", f)]


@pytest.mark.parametrize("path", sources(*ROOMS), ids=lambda p: str(p.relative_to(ROOT)))
def test_functions_fit_on_a_screen(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert not [f"{n.name}: {n.end_lineno - n.lineno + 1} lines" for n in functions if n.end_lineno - n.lineno + 1 > 60]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_a_stem_names_a_subject_in_every_room():
    stems = {p.stem for p in (ROOT / "etl" / "sources").glob("*.py")} - {"__init__"}
    from warehouse.schema import TABLES

    assert set(TABLES) <= stems
    for page in ("revenue", "refunds", "hotline", "supervision", "party"):
        assert (ROOT / "pages" / f"{page}.py").exists()
        assert (ROOT / "metrics" / "catalogue" / f"{page}.toml").exists()


def test_missing_is_never_turned_into_zero_and_money_never_into_float():
    for path in sources("warehouse", "metrics", "etl", "report"):
        text = path.read_text(encoding="utf-8")
        assert "fillna" not in text, path
        assert not re.search(r"\bfloat\([^)]*(amount|yuan)", text), path


def test_every_metric_is_shown_somewhere():
    """A metric that no page, no report blank and no other metric uses has no place in the catalogue."""
    from metrics.definitions import load_catalogue

    catalogue = load_catalogue()
    shown = "\n".join(
        p.read_text(encoding="utf-8") for p in [*sources("pages", "dashboard", "ui"), *(ROOT / "ui").rglob("*.toml")]
    )
    parts = {t.key for m in catalogue.values() for t in (*m.numerator, *m.denominator, *m.terms)}
    report_keys = set(
        tomllib.loads((ROOT / "tests" / "house" / "report_keys.toml").read_text(encoding="utf-8"))["keys"]
    )
    unused = [k for k in catalogue if k not in parts and k not in report_keys and not re.search(rf"\b{k}\b", shown)]
    assert not unused


def test_nothing_names_this_machine_or_a_registry():
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    pattern = re.compile(r"/work/|/root/|pypi\.org|registry\.npmjs|deb\.debian", re.IGNORECASE)
    for name in filter(None, tracked):
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".toml", ".txt", ".csv", ".yml", ""}
            and path != Path(__file__)
            and path.is_file()
        ):
            assert not pattern.search(path.read_text(encoding="utf-8", errors="ignore")), name
