"""Every notation of a blank, and everything that only looks like one."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.finding.blanks import find_blanks, is_broken

MASKS = [
    "*",
    "**",
    "****",
    "＊＊",
    "* *",
    "×",
    "××",
    "X",
    "XX",
    "xx",
    "ＸＸ",
    "__",
    "____",
    "＿＿",
    "〇〇",
    "○○",
    "（ ）",
    "（　　）",
    "( )",
    "……",
    "…",
    "**.*",
    "xx.x",
    r"\*\*",
]


def numbers(text):
    return [(b.text, b.unit, b.qualifier) for b in find_blanks(text) if b.kind == "number"]


def kinds(text):
    return [(b.kind, b.text) for b in find_blanks(text)]


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize(
    ("tail", "unit", "qualifier"),
    [
        ("次", "次", None),
        (" 余户次", "户次", "余"),
        ("万余元", "万元", "余"),
        ("％", "%", None),
        ("\n多件", "件", "余"),
        ("个百分点", "个百分点", None),
        ("人/次", "人次", None),
    ],
)
def test_a_mask_before_a_unit_is_a_number(mask, tail, unit, qualifier):
    if "…" in mask and "\n" in tail:
        return  # an ellipsis at the end of a line only ends a thought
    text = f"全年共办理{mask}{tail}，成效明显。"
    assert numbers(text) == [(mask, unit, qualifier)]
    assert [b.kind for b in find_blanks(text)] == ["number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("组织入库**亿元", [("**", "亿元", None)]),
        ("服务**万户次纳税人", [("**", "万户次", None)]),
        ("减负突破X亿，创历史新高", [("X", "亿", "超")]),
        ("约××人参加", [("××", "人", "约")]),
        ("将近__户", [("__", "户", "近")]),
        ("近**项", [("**", "项", "近")]),
        ("最近**次抽查", [("**", "次", None)]),
        ("节约**万元", [("**", "万元", None)]),
        ("签约**家企业", [("**", "家", None)]),
        ("超过 xx 万人次", [("xx", "万人次", "超")]),
        ("超过了**件", [("**", "件", "超")]),
        ("不超过**件", [("**", "件", None)]),
        ("逾**人", [("**", "人", "超")]),
        ("不足**小时", [("**", "小时", "不足")]),
        ("不到**分钟", [("**", "分钟", "不足")]),
        ("**人左右", [("**", "人", "约")]),
        ("达**%", [("**", "%", None)]),
        ("累计**篇", [("**", "篇", None)]),
        ("**多万户", [("**", "万户", "余")]),
        ("XX任务XX项", [("XX", "项", None)]),
        ("下设**个县级机构", [("**", "个", None)]),
        ("增长X%、X%", [("X", "%", None), ("X", "%", None)]),
        ("由**增至**件", [("**", "件", None), ("**", "件", None)]),
        ("讲党课**堂，来电共***余通", [("**", "堂", None), ("***", "通", "余")]),
        ("热线来电由张×通受理，李**堂同志，××通公司", []),
        ("致谢纳税人（感谢信、锦旗）……户", [("……", "户", None)]),
        ("每月X—X次", [("X", "次", None), ("X", "次", None)]),
        ("分别为**、**和**户", [("**", "户", None)] * 3),
        ("费用¥××，已核", [("××", "元", None)]),
        ("数量（次）：**", [("**", "次", None)]),
        ("列全市第*位", [("*", "位", None)]),
        ("*次听取汇报，*次召开会议", [("*", "次", None)] * 2),
        ("研判舆\n情X 条", [("X", "条", None)]),
        ("巡察\n**\n个单位", [("**", "个", None)]),
        ("集中培训\n次\n**\n人数", [("**", "次", None)]),
        ("**支队伍", [("**", "支", None)]),
        ("**个案例", [("**", "个", None)]),
        ("学习次数**次", [("**", "次", None)]),
        ("**名单位负责人", [("**", "名", None)]),
        ("Total**次", [("**", "次", None)]),
        ("约占**%", [("**", "%", "约")]),
        ("达百分之××", [("××", "%", None)]),
        ("满意率**%以上", [("**", "%", "超")]),
        ("来访**来人", [("**", "人", "约")]),
        ("路灯**盏", [("**", "盏", None)]),
        ("历时**个月", [("**", "个月", None)]),
        ("**个工作日内", [("**", "个工作日", None)]),
        ("谈心谈话▲人次，集中学习？次。", [("▲", "人次", None), ("？", "次", None)]),
        ("有没有？人家说，▲人次", []),
    ],
)
def test_number_blanks_with_unit_and_qualifier(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20**年度总结", [("date", "20**")]),
        ("20XX年X月XX日", [("date", "20XX"), ("date", "X"), ("date", "XX")]),
        ("202x年", [("date", "202x")]),
        ("1至X月", [("date", "X")]),
        ("连续**年获评文明单位", [("number", "**")]),
        ("党龄满**年的党员", [("number", "**")]),
        ("**县税务局", [("name", "**")]),
        ("* 市 * 镇", [("name", "*"), ("name", "*")]),
        ("刊于《**日报》", [("name", "**")]),
        ("XX项目开工", [("name", "XX")]),
        ("建设**做出贡献", [("name", "**")]),
        ("兑现“X年破X亿”的话", [("date", "X"), ("name", "X")]),
        ("联系人：王**。", [("name", "**")]),
        ("入库xx.51亿元", [("damaged", "xx.51")]),
        ("人均xx458元", [("damaged", "xx458")]),
        ("增长xx0.9%", [("damaged", "xx0.9")]),
        ("征收2**万元", [("damaged", "2**")]),
        ("[此处输入单位名称]负责", [("prompt", "[此处输入单位名称]")]),
        ("〔签发日期〕", [("prompt", "〔签发日期〕")]),
        ("成果（待补充）如下", [("prompt", "（待补充）")]),
        ("单击或点击此处输入文字。", [("prompt", "单击或点击此处输入文字。")]),
        ("共征地余亩，", [("missing", "")]),
        ("开展检查约次，", [("missing", "")]),
        ("谈心谈话人次，开展专项监督检查次。", [("missing", "")] * 2),
        ("三是组织谈心谈话人次，报送简报篇。", [("missing", "")] * 2),
        ("谈心谈话人次，比上年增加。", []),
        ("谈心谈话人次、检查次数均有增长。", []),
        ("男女比例为*:*。", [("number", "*")] * 2),
        ("老中青比例为**：**：**。", [("number", "**")] * 3),
        ("地点：**甲村**。", []),
        ("同比增长%，", [("missing", "")]),
        ("开展走访   次，", [("missing", "")]),
        ("入库税收亿元，", [("missing", "")]),
    ],
)
def test_other_kinds(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "**重点工作**已完成",
        "单位：**万元**",
        "**一是学习。**抓好落实",
        "**天然气**供应",
        "__重点__工作",
        "*强调*一下",
        "***\n正文\n***",
        "* * *\n次要内容",
        "显著性 0.53***，0.12**",
        "面积5*8",
        "共3 × 5组",
        "10*10⁴",
        "尺寸210×297",
        "乘以×10000",
        "电话138****1234",
        "证号4101**********1234",
        "*ST股份",
        "密级★5年",
        "学习贯彻XX大精神",
        "XX大以来",
        "拍X光片",
        "x轴",
        "XXL号",
        "文件.xlsx",
        "data/*.csv",
        "a*b",
        "func(x)",
        "* 个人事项",
        "*注：数据口径",
        "其余户按季申报",
        "条约规定",
        "节约用水",
        "（ ）同意",
        "等等……",
        "……个人认为",
        "单位：%",
        "二〇二二年",
        "○ 项目一",
        "近亿元",
        "其他人员",
        "国税发〔2022〕12号",
        "见[1]",
        "剩余项目",
    ],
)
def test_not_number_blanks(text):
    found = find_blanks(text)
    assert [b for b in found if b.kind in {"number", "damaged", "missing"}] == []


@pytest.mark.parametrize(
    "text",
    [
        "**重点工作**已完成",
        "面积5*8",
        "电话138****1234",
        "*ST股份",
        "学习贯彻XX大精神",
        "拍X光片",
        "***\n正文\n***",
        "其余户按季申报",
    ],
)
def test_not_blanks_of_any_kind(text):
    assert find_blanks(text) == []


def test_two_blanks_on_a_line_are_no_bold_pair():
    line = "举办培训**次，形成**材料，印发简报**篇，得到**县肯定，**重点**突出。"
    assert [(b.kind, b.start) for b in find_blanks(line)] == [("number", 4), ("name", 10), ("number", 19), ("name", 25)]


def test_ids_count_all_kinds_in_order():
    found = find_blanks("20**年**县开展检查**次，征地余亩。")
    assert [(b.id, b.kind) for b in found] == [(1, "date"), (2, "name"), (3, "number"), (4, "missing")]


PIECES = st.sampled_from(
    [
        "开展检查",
        "**",
        "X",
        "次",
        "万元",
        "，",
        "。",
        "\n",
        "20**年",
        "1,234",
        "《",
        "》",
        "“",
        "”",
        "（ ）",
        "余",
        "约",
        "项目",
        "__",
        "%",
        "*",
        "三",
        "…",
        "a",
        " ",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_give_the_text_back(text):
    found = find_blanks(text)
    assert all(text[b.start : b.end] == b.text for b in found)
    assert [b.start for b in found] == sorted(b.start for b in found)
    assert [b.id for b in found] == list(range(1, len(found) + 1))
    spans = [(b.start, b.end) for b in found if b.end > b.start]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    filled, at = [], 0
    for b in found:
        filled.append(text[at : b.start] + "7")
        at = b.end
    back, rest, place = "", "".join(filled) + text[at:], 0
    for b in found:
        step = b.start - len(back)
        back, place = back + rest[place : place + step] + b.text, place + step + 1
    assert back + rest[place:] == text


@given(st.sampled_from(MASKS), st.integers(0, 40))
def test_a_blank_is_found_wherever_it_stands(mask, shift):
    text = "字" * shift + f"，印发通知{mask}份。"
    assert [(b.start, b.text) for b in find_blanks(text) if b.kind == "number"] == [(shift + 5, mask)]


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "data" / "report").glob("*.txt")), ids=lambda p: p.stem
)
def test_the_sample_report_has_the_report_s_blanks(path):
    text = path.read_text(encoding="utf-8")
    found = [b for b in find_blanks(text) if b.kind == "number"]
    assert len(found) == len(re.findall(r"\*+", text)) == 23


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("谈心谈话*\n*人次。", "*\n*"),
        ("谈心谈话*\r\n*人次。", "*\r\n*"),
        ("谈心谈话**\n\n*\n**人次。", "**\n\n*\n**"),
        ("谈心谈话*\t*人次。", "*\t*"),
        ("谈心谈话__\n__人次。", "__\n__"),
        ("税费收入\\*\n\\*亿元。", "\\*\n\\*"),
    ],
)
def test_a_mask_with_a_break_in_its_middle_is_one_blank(text, mask):
    (blank,) = find_blanks(text)
    assert (blank.kind, blank.text, is_broken(blank)) == ("number", mask, True)


@pytest.mark.parametrize(
    "text",
    [
        "谈心谈话**\n人次",
        "谈心谈话**人次，\n**次",
        "表\n**\n**人次",
        "* **次听取汇报",
        "**要点**\n**次听取汇报",
        "（ \n）次",
        "见注X\n**次",
    ],
)
def test_a_break_elsewhere_breaks_no_blank(text):
    assert not any(is_broken(b) for b in find_blanks(text))


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("反馈问题□类□□条，追究□人。", ["□", "□□", "□"]),
        ("性质：个体□个 企业□户", []),  # boxes to tick: nothing else is hidden behind squares
        ("□个人\n反馈问题□□条。", ["□□"]),
    ],
)
def test_one_square_is_a_blank_only_beside_others_of_several(text, masks):
    assert [b.text for b in find_blanks(text) if b.kind == "number"] == masks


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("交出“约谈提醒**人次、检查**次”的答卷。", ["number", "number"]),
        ("亮出“退税降费**亿元、惠及**万户次、增长*%”的账单。", ["number", "number", "number"]),
        ("《某报》以“减税*亿元添活力”为题刊发。", ["number"]),
        ("围绕“**行动”“XX条”和《**时报》，打好“XX战役XX项”。", ["name"] * 5),
        ("“*条”", ["name"]),
        ("“李*”和某同志，", ["name"]),
        ("全局共*，", ["name"]),
    ],
)
def test_in_quotes_a_counted_mask_is_a_number_and_no_star_goes_unseen(text, kinds):
    assert [b.kind for b in find_blanks(text)] == kinds


@pytest.mark.parametrize("joined", ["和", "及", "与", "、", "，"])
def test_masks_with_a_point_are_no_emphasis_of_what_stands_between(joined):
    found = find_blanks(f"税费收入**.**亿元{joined}**.**亿元。")
    assert [(b.text, b.kind, b.unit) for b in found] == [("**.**", "number", "亿元")] * 2


def test_the_comma_of_thousands_goes_with_its_mask():
    found = [(b.text, b.kind, b.unit) for b in find_blanks("工单*,***件，惠及××,×××户，王**，***人。")]
    assert found[:2] == [("*,***", "number", "件"), ("××,×××", "number", "户")]
    assert found[-1] == ("***", "number", "人")


def test_one_number_sign_between_a_word_and_its_unit():
    assert [(b.text, b.unit) for b in find_blanks("受理投诉#件，回访满意率■■%。")] == [("#", "件"), ("■■", "%")]
    assert list(find_blanks("# 一件事\n编号#3")) == []


def test_a_heading_in_bold_at_the_head_of_a_line_is_no_mask():
    text = "**三、巡察整改。** 市局党委反馈**3类24条**问题，已整改**条。"
    assert [(b.text, b.kind, b.start) for b in find_blanks(text)] == [("**", "number", text.rindex("**"))]
    text = "**一、集中学习：**次，专题研讨**次。"
    numbers = [b.start for b in find_blanks(text) if b.kind == "number"]
    assert numbers == [text.index("**次"), text.rindex("**次")]
