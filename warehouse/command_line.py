"""What the three commands (`python -m etl`, `metrics`, `report`) share: argparse in Chinese, and one way to end."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from typing import Any

from warehouse.snapshots import NoSnapshotError, close_all


def _choices(option: str, written: str, allowed: str) -> str:
    words = "、".join(word.strip(" '") for word in allowed.split(","))
    return f"{option} 不能写“{written}”，可以写 {words}"


_CHINESE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"the following arguments are required: (.*)"), r"还缺少 \1"),
    (re.compile(r"one of the arguments (.*) is required"), r"\1 要写其中一个"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"\1 和 \2 不能同时写"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识 \1"),
    (
        re.compile(r"argument (-\S+): invalid choice: '(.*?)' \(choose from (.*)\)"),
        lambda found: _choices(*found.groups()),
    ),
    (re.compile(r"argument (\S+): invalid choice: '(.*?)'.*"), r"没有“\2”这个命令"),
    (re.compile(r"argument (\S+): invalid (?:int|Path) value: '(.*?)'"), r"\1 后面不能写“\2”"),
    (re.compile(r"argument (\S+): expected (?:one|at least one) argument"), r"\1 后面要有内容"),
    (re.compile(r"argument (?:[^:]+): (.*)"), r"\1"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese titles."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """用法：…"""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese: help, titles and errors."""

    def __init__(self, **settings: Any) -> None:
        wanted = settings.pop("add_help", True)
        super().__init__(**{**settings, "add_help": False, "formatter_class": _Help})
        self._positionals.title, self._optionals.title = "参数", "选项"
        if wanted:
            self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> Any:
        """One sentence on standard error, exit 2."""
        for pattern, chinese in _CHINESE:
            message = pattern.sub(chinese, message)
        self.exit(2, f"命令写法不对：{message}。写法见 python -m {self.prog.removeprefix('python -m ')} --help\n")


def carry_out(run: Callable[[], int], sentences: tuple[type[Exception], ...]) -> int:
    """Run a command and return its exit code; the errors named end as one sentence and exit 2.

    A reader that went away (`| head`) ends it quietly. Snapshots are closed before the interpreter goes.
    """
    expected: tuple[type[Exception], ...] = (*sentences, NoSnapshotError)
    try:
        code = run()
        sys.stdout.flush()
        return code
    except expected as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    finally:
        close_all()
