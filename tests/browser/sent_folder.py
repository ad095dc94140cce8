"""A folder as it lies on a desk at month's end: ten good files, one of each source, and three that are not."""

import csv
from datetime import date
from pathlib import Path

from openpyxl import Workbook

DAY = date(2022, 3, 18)
HOTLINE = ["日期", "来电总量", "人工接听量", "智能解答量", "平均等待秒数", "满意评价数", "参评数"]
GOOD = {
    "收入/税费收入_2022年3月.xlsx": [
        ["2022年3月税费收入"], ["单位：万元"], ["入库日期", "税种", "税务所", "金额"],
        [DAY, "增值税", "第一税务所", 120.5], [DAY, "企业所得税", "第二税务所", -3.25], ["合计", None, None, 117.25],
    ],
    "收入/退税减税降费_2022年3月.csv": [
        ["单据号", "办结日期", "政策类别", "社会信用代码", "金额", "状态"],
        ["TS1", "2022/3/8", "减税", "91990101MAG3AT7CKY", "1,000.50", "已办结"],
        ["TS2", "2022/3/9", "留抵退税", "91990101MA59JD16A6", "2000", "已办结"],
    ],
    "咨询热线_2022年3月.xlsx": [
        ["2022年3月咨询热线日报"], HOTLINE, *([date(2022, 3, n), 100 + n, 40, 50, 12.5, 9, 10] for n in range(1, 32)),
    ],
    "监督/监督台账_2022年3月.xlsx": [
        ["2022年3月监督台账"], ["日期", "事项", "次数", "人次"],
        [DAY, "专项监督检查", 1, None], [DAY, "谈心谈话", 1, 6],
    ],
    "党建/党建台账_2022年3月.xlsx": [
        ["2022年3月党建台账"], ["日期", "事项", "数量", "组织层级"],
        [DAY, "集中学习", 1, "党委"], [DAY, "研讨成果", 3, "党委"],
    ],
    "宣传台账_2022年3月.csv": [
        ["日期", "事项", "来源", "标题"], ["2022-03-02", "媒体报道", "某报", "春风送暖"],
    ],
    "党建/支部名册_2022年3月.xlsx": [
        ["党支部名册"], ["截至2022年3月31日"], ["支部名称", "成立日期", "撤销日期"],
        ["第一党支部", date(2018, 7, 20), None], ["第二党支部", date(2019, 7, 20), None],
    ],
    "干部任免_2022年3月.xlsx": [
        ["2022年3月干部任免"], ["日期", "人员代号", "职务", "职级", "任免方式", "出生年月"],
        [DAY, "R0123", "其他", "副股级", "选配", "1989-06"],
    ],
    "监督/巡察整改台账_2022年3月.xlsx": [
        ["巡察整改台账"], ["截至2022年3月31日"], ["问题编号", "提出单位", "类别", "问题", "提出日期", "整改状态"],
        ["XC-01", "市局", "党的建设", "学习不够", date(2021, 11, 8), "整改中"],
    ],
    "年度目标_2022.xlsx": [
        ["2022年度目标"], ["年度", "指标", "项目", "目标值", "单位"], [2022, "税费收入", None, 30, "亿元"],
    ],
}  # fmt: skip
BAD_TALKS = "监督/谈心谈话_2022年4月.xlsx"
BAD = {
    BAD_TALKS: [
        ["2022年4月监督台账"], ["日期", "事项", "次数", "人次"],
        [date(2022, 4, 6), "谈心谈话", 1, "六人"], [date(2022, 4, 7), "专项监督检查", 2, None],
    ],
    "收入/税费收入_2022年4月.xlsx": [
        ["2022年4月税费收入"], ["单位：元"], ["入库日期", "税种", "税务所", "金额"],
        [date(2022, 4, 6), "增值税", "第一税务所", 100], [date(2022, 4, 7), "增值税", "第二税务所", 200], ["合计", None, None, 310],
    ],
}  # fmt: skip
TRUNCATED = "咨询热线_2022年4月.xlsx"


def write(path: Path, rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(rows)
        return path
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def make(folder: Path) -> Path:
    for name, rows in {**GOOD, **BAD}.items():
        write(folder / name, rows)
    whole = write(folder / TRUNCATED, [["2022年4月咨询热线日报"], HOTLINE, [date(2022, 4, 1), 100, 40, 50, 12, 9, 10]])
    whole.write_bytes(whole.read_bytes()[:2500])
    return folder
