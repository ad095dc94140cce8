"""Scores on labelled passages, our own and those that lie beside the clone: blanks and claims found, against their labels."""

from __future__ import annotations

import json
import os
from pathlib import Path

from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from warehouse.places import PRODUCT

FOLDERS = (
    PRODUCT / "tests" / "report" / "passages",
    Path(os.environ.get("SHARED") or PRODUCT.parent / "shared") / "practice",
)


def scores() -> str | None:
    """One line for all passages together; None where they are not there."""
    files = [f for folder in FOLDERS for f in sorted(folder.glob("[abc]*.json"))]
    if not files:
        return None
    right = {"blank": 0, "claim": 0}
    found = dict(right)
    labelled = dict(right)
    units = 0
    for file in files:
        text = file.with_suffix(".txt").read_text(encoding="utf-8").split("\n", 1)[1]
        wanted = {(x["kind"], x["start"], x["text"]): x for x in json.loads(file.read_text(encoding="utf-8"))}
        seen = {("blank", b.start, b.text): b for b in find_blanks(text) if b.kind == "number"}
        seen |= {("claim", c.start, c.text): c for c in find_claims(text)}
        for kind in right:
            labelled[kind] += sum(key[0] == kind for key in wanted)
            found[kind] += sum(key[0] == kind for key in seen)
            right[kind] += sum(key[0] == kind for key in seen.keys() & wanted.keys())
        units += sum(
            (seen[k].unit, seen[k].qualifier) == (wanted[k]["unit"], wanted[k]["qualifier"])
            for k in seen.keys() & wanted.keys()
        )
    f1 = 2 * right["claim"] / max(1, found["claim"] + labelled["claim"])
    return (
        f"练习段落 {len(files)} 篇：空白 {right['blank']}/{labelled['blank']}（多认 {found['blank'] - right['blank']}），"
        f"已写的数 F1 {f1:.3f}，单位与修饰词 {units}/{sum(right.values())}"
    )
