"""The bureau's own name, written once in its data folder: `bureau.toml` holds `name = "……税务局"`."""

from __future__ import annotations

import tomllib

from warehouse.places import Places


def own_name(places: Places) -> str:
    """The name as written; empty where there is no such file, or none that can be read."""
    try:
        return str(tomllib.loads((places.root / "bureau.toml").read_text(encoding="utf-8"))["name"])
    except (OSError, KeyError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""
