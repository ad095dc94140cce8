"""Files made for the benchmarks."""

from __future__ import annotations

import random
from pathlib import Path

from docx import Document


def receipts_csv(path: Path, rows: int) -> Path:
    """Receipts of 2022 in the shape of the revenue source, one row a voucher."""
    stream = random.Random(2022)
    kinds = ("增值税", "企业所得税", "个人所得税", "契税", "教育费附加")
    with open(path, "w", encoding="utf-8") as out:
        out.write("入库日期,税费种,预算级次,行业,主管税务所,票证号,入库金额\n")
        for number in range(rows):
            day = f"2022-{number * 12 // rows + 1:02d}-{stream.randint(1, 28):02d}"
            out.write(
                f"{day},{stream.choice(kinds)},区级,制造业,第一税务所,V{number:07d},{stream.randint(1, 10**8) / 100:.2f}\n"
            )
    return path


def tagged_template(path: Path, tags: int) -> Path:
    """A Word file with that many tags of docxtpl, one a paragraph."""
    document = Document()
    for number in range(tags):
        document.add_paragraph(f"本年第{number}项工作完成 {{{{ v{number} }}}} 次，比上年有所增加。")
    document.save(str(path))
    return path
