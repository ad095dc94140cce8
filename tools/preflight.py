"""What must be there before the program starts, each missing thing named in one sentence.

`preflight.py python` (run by the system's Python, so it uses nothing newer than 3.6), `preflight.py port N`,
`preflight.py browser`.
"""

import importlib.util
import os
import shutil
import socket
import sys


def python_problem():
    """A sentence if this Python cannot make our virtual environment, else None."""
    if sys.version_info < (3, 11):
        return "需要 Python 3.11 或更新的版本，这台机器上是 {}.{}。安装后可指定：make run PYTHON=python3.11".format(
            *sys.version_info[:2]
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return "这台机器的 Python 缺少 venv 模块。Debian、Ubuntu 上请先运行：apt-get install python3-venv"
    return None


def port_problem(port):
    """A sentence if another program listens on the port, else None."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return f"端口 {port} 已被别的程序占用（也许看板已经打开：http://127.0.0.1:{port}）。换一个端口：make run PORT={port + 1}"
    return None


def browser_problem():
    """A sentence if no Chromium is found for the browser tests, else None."""
    if os.environ.get("CHROMIUM") or any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return None
    return "没有找到 Chromium，浏览器测试将会失败。Debian、Ubuntu 上请运行：apt-get install chromium fonts-noto-cjk"


def main(arguments):
    """Print the problem, if any; exit 1 unless it is only a warning."""
    what = arguments[0]
    if what == "port":
        problem = port_problem(int(arguments[1]))
    else:
        problem = {"python": python_problem, "browser": browser_problem}[what]()
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem and what != "browser" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
