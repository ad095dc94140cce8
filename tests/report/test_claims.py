"""Which stated figures are claims, how far they reach, and what is none."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from tests.report.small_catalogue import small_catalogue

HONOURS = [m for m in small_catalogue().values() if m.kind == "yes_no"]


def claims(text):
    return [(c.text, str(c.value), c.unit, c.qualifier) for c in find_claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入库28,583万元", [("28,583万元", "28583", "万元", None)]),
        ("入库２８．５亿元", [("２８．５亿元", "28.5", "亿元", None)]),
        ("入库12，345户", [("12，345户", "12345", "户", None)]),
        ("百分之九十五以上的业务", [("百分之九十五", "95", "%", "超")]),
        ("覆盖9个税务所", [("9个", "9", "个", None)]),
        ("占１２.５％", [("１２.５％", "12.5", "%", None)]),
        ("提高3.12个百分点", [("3.12个百分点", "3.12", "个百分点", None)]),
        ("梳理4类31条", [("4类", "4", "类", None), ("31条", "31", "条", None)]),
        ("受理1400多件", [("1400多件", "1400", "件", "余")]),
        ("受理 1400\n多件", [("1400\n多件", "1400", "件", "余")]),
        ("惠及5万余户", [("5万余户", "5", "万户", "余")]),
        ("约6.5小时", [("6.5小时", "6.5", "小时", "约")]),
        ("近300人次", [("300人次", "300", "人次", "近")]),
        ("超过2亿元", [("2亿元", "2", "亿元", "超")]),
        ("突破90%", [("90%", "90", "%", "超")]),
        ("同比增长\n１１．３％", [("１１．３％", "11.3", "%", None)]),
        ("合计占八成以上", [("八成", "8", "成", "超")]),
        ("下降47个基点", [("47个基点", "47", "个基点", None)]),
        ("不足800万元", [("800万元", "800", "万元", "不足")]),
        ("200人左右", [("200人", "200", "人", "约")]),
        ("节约30万元", [("30万元", "30", "万元", None)]),
        ("预约120户", [("120户", "120", "户", None)]),
        ("不超过50人", [("50人", "50", "人", None)]),
        ("累计52496人/次", [("52496人/次", "52496", "人次", None)]),
        ("列全省第6位", [("6位", "6", "位", None)]),
        ("排名第三位", [("三位", "3", "位", None)]),
        ("增长-3.5%", [("-3.5%", "-3.5", "%", None)]),
        ("两名干部", [("两名", "2", "名", None)]),
        ("选派一名科长", [("一名", "1", "名", None)]),
        ("召开十二次会商", [("十二次", "12", "次", None)]),
        ("一百二十余场次", [("一百二十余场次", "120", "场次", "余")]),
        ("一万二千户", [("一万二千户", "12000", "户", None)]),
        ("三十二亿元", [("三十二亿元", "32", "亿元", None)]),
        ("百分之九十八点五", [("百分之九十八点五", "98.5", "%", None)]),
        ("耕地五十八点六万亩", [("五十八点六万亩", "58.6", "万亩", None)]),
        ("组织税费收入三十八点六二亿元", [("三十八点六二亿元", "38.62", "亿元", None)]),
        ("入库二十点零五亿元", [("二十点零五亿元", "20.05", "亿元", None)]),
        ("提高六点五个百分点", [("六点五个百分点", "6.5", "个百分点", None)]),
        ("上午九点三十分开会", []),
        ("增速由-3.5%回升至1.2%", [("-3.5%", "-3.5", "%", None), ("1.2%", "1.2", "%", None)]),
        (
            "入库**5.27亿元**，较年初提高**3.1个百分点**",
            [("5.27亿元", "5.27", "亿元", None), ("3.1个百分点", "3.1", "个百分点", None)],
        ),
        ("谈话**3人次", []),
        ("新添64排CT1台", [("1台", "1", "台", None)]),
        ("建成体验区两个，运转良好", [("两个", "2", "个", None)]),
        ("平均等候缩短至6分钟以内", [("6分钟", "6", "分钟", None)]),
        ("17．9名评委出席", [("9名", "9", "名", None)]),
        ("3.12场宣讲", [("12场", "12", "场", None)]),
        ("3.12亿元入库", [("3.12亿元", "3.12", "亿元", None)]),
        ("全年共３．５万人次", [("３．５万人次", "3.5", "万人次", None)]),
        ("达百分之百", [("百分之百", "100", "%", None)]),
        ("近百项", [("百项", "100", "项", "近")]),
        ("与四县接壤", [("四县", "4", "县", None)]),
        ("下辖23个行政村", [("23个", "23", "个", None)]),
        ("共有45党支部", [("45", "45", "个", None)]),
        ("增长1.5倍", [("1.5倍", "1.5", "倍", None)]),
        ("1月25日前17个工作日", [("17个工作日", "17", "个工作日", None)]),
        ("收到锦旗三面、感谢信五封", [("三面", "3", "面", None), ("五封", "5", "封", None)]),
        ("满意度达98%以上", [("98%", "98", "%", "超")]),
        ("2022年3次", [("3次", "3", "次", None)]),
        ("12366热线接听3次", [("3次", "3", "次", None)]),
        ("党小组百余个", [("百余个", "100", "个", "余")]),
        ("惠及十万余户", [("十万余户", "10", "万户", "余")]),
        ("党员1 256名", [("1 256名", "1256", "名", None)]),
        ("成功率超过八成。", [("八成", "8", "成", "超")]),
        ("约有300户", [("300户", "300", "户", "约")]),
        ("30来人", [("30来人", "30", "人", "约")]),
        ("下降10%-20%", [("10%", "10", "%", None), ("20%", "20", "%", None)]),
        ("同比-3.5%", [("-3.5%", "-3.5", "%", None)]),
        ("两起案件", [("两起", "2", "起", None)]),
        ("约占全区财政收入的60%", [("60%", "60", "%", "约")]),
        ("最高一户退税达2,150万元", [("2,150万元", "2150", "万元", None)]),
        ("（约3.5小时）", [("3.5小时", "3.5", "小时", "约")]),
        ("捐款人民币伍万元整", [("伍万元", "5", "万元", None)]),
        ("罚款壹佰贰拾叁万肆仟伍佰元", [("壹佰贰拾叁万肆仟伍佰元", "1234500", "元", None)]),
        ("企业实际税率为12.5%，税负率为2.3%", [("12.5%", "12.5", "%", None), ("2.3%", "2.3", "%", None)]),
        ("社保费征收率达98.5%", [("98.5%", "98.5", "%", None)]),
        ("税收同比增长11.3%\n征收率稳步提升", [("11.3%", "11.3", "%", None)]),
        ("申报率\t98.5%\n税率", [("98.5%", "98.5", "%", None)]),
        ("清欠征收率为4.5%", [("4.5%", "4.5", "%", None)]),
        ("征收率由3%升至97%", [("3%", "3", "%", None), ("97%", "97", "%", None)]),
        ("征收率由3个百分点", [("3个百分点", "3", "个百分点", None)]),
        ("按百分之九十五的征收率", [("百分之九十五", "95", "%", None)]),
        ("征收率由97%升至99%", [("97%", "97", "%", None), ("99%", "99", "%", None)]),
        ("网上办税率为98.5%", [("98.5%", "98.5", "%", None)]),
        ("办税率\n99.2%", [("99.2%", "99.2", "%", None)]),
        ("欠税率为0.35%", [("0.35%", "0.35", "%", None)]),
        ("实现99.8%的征收率", [("99.8%", "99.8", "%", None)]),
        ("户数同比增长15%加计扣除金额3亿元", [("15%", "15", "%", None), ("3亿元", "3", "亿元", None)]),
    ],
)
def test_claims_with_value_unit_and_qualifier(text, expected):
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2022年",
        "二〇二二年",
        "20年来",
        "五年来",
        "3月15日",
        "1—9月",
        "上午9时",
        "三季度",
        "12366热线",
        "12345平台",
        "拨打0736-3260776",
        "5G基站",
        "95后",
        "八项规定",
        "党的二十大",
        "十九届六中全会",
        "三会一课",
        "一岗双责",
        "“三个强化”",
        "“两个责任”",
        "抓好“2+5”重点",
        "“3815”战略",
        "比例19:37:44",
        "第一种形态",
        "第12条",
        "第3期简报",
        "35岁以下干部",
        "60周岁以上",
        "1000万元以下",
        "减按25%计入应纳税所得额，按20%的税率缴纳",
        "适用3%征收率的减按1%征收率征收",
        "增值税税率由16%降至13%",
        "增值税税率由百分之十六降至百分之十三，按百分之二十的税率缴纳",
        "征收率由3%降至1%，个人出租住房征收率为1.5%",
        "征收率由5%减按1.5%，土地增值税预征率由2%调整为1.5%",
        "征收率由百分之三点五降至百分之三，征收率由3%阶段性降至1%",
        "税率由百分之十七点五降至百分之十六",
        "征收率为3%—5%，征收率3%、5%两档，征收率 3%",
        "研发费用按100%加计扣除",
        "陆续开展",
        "局长陆元走访",
        "罚款肆佰伍拾陆元柒角捌分",
        "一项一项抓",
        "一件件办",
        "一批骨干",
        "一方面",
        "一系列",
        "一次性告知",
        "最多跑一次",
        "三项举措",
        "四个方面",
        "五个环节",
        "三四十人",
        "几十次",
        "数百人",
        "两三次",
        "一是强化",
        "《2022年3项措施》",
        "国发〔2022〕12号",
        "（一）概况",
        "1.加强学习",
        "24小时自助",
        "24小时内联系",
        "举报电话２４小\n时开通",
        "15分钟便民生活圈",
        "校门口200米范围内",
        "7×24小时服务",
        "每一名党员",
        "同一户",
        "一户一策",
        "138****1234",
        "一场硬仗",
        "一份责任",
        "家家户户",
        "千家万户",
        "一家人",
        "十分重视",
        "半数",
        "3个体工商户",
        "2022\n项目",
        "G20峰会",
        "A4纸",
        "两面人",
        "一把手",
        "六税两费",
        "一次次",
        "四风",
        "一件事一次办",
        "第一批",
        "一起学习",
        "三次产业",
        "二次创业",
        "前10名企业",
        "4个意识",
        "人均笔记 x万余字",
    ],
)
def test_not_claims(text):
    assert claims(text) == []


@pytest.mark.parametrize("text", ["占比63%~68%", "占比63%至68%", "每季3至5次", "每季3—5次"])
def test_a_range_is_two_claims_that_know_each_other(text):
    first, second = find_claims(text)
    assert (first.span_to, second.span_to) == (second.value, first.value)
    assert first.unit == second.unit


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("队伍荣获市级先进志愿服务队荣誉称号。", "市级先进志愿服务队荣誉称号"),
        ("被评为“市级先进志愿服务队”，", "“市级先进志愿服务队”"),
        ("获市级先进志愿服务队称号", "市级先进志愿服务队称号"),
    ],
)
def test_an_honour_is_a_claim_without_its_verb(text, span):
    (claim,) = find_claims(text, HONOURS)
    assert (claim.text, claim.value, claim.unit, claim.metric) == (span, Decimal(1), "项", "volunteer_honours")


@pytest.mark.parametrize(
    "text", ["力争荣获市级先进志愿服务队称号", "荣获省级先进志愿服务队称号", "荣获全省文明单位荣誉称号", "获得群众好评"]
)
def test_another_honour_or_none_is_no_claim(text):
    assert find_claims(text, HONOURS) == []


PIECES = st.sampled_from(
    [
        "入库",
        "3",
        "1,234",
        "三",
        "十二",
        "次",
        "万元",
        "个",
        "，",
        "。",
        "%",
        "近",
        "约",
        "余",
        "第",
        "《",
        "》",
        "“",
        "”",
        "年",
        "\n",
        "至",
        "~",
        "百分之",
        "点五",
        "荣获",
        "称号",
        "**",
        "-",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_give_the_text_back(text):
    found = find_claims(text, HONOURS)
    assert all(text[c.start : c.end] == c.text and c.text for c in found)
    assert [c.id for c in found] == list(range(1, len(found) + 1))
    numerals = [c for c in found if not c.metric]
    assert all(a.end <= b.start for a, b in pairwise(numerals))


@given(st.integers(0, 10**9), st.sampled_from(["次", "户", "万元", "人次", "%"]), st.sampled_from(["", "余", "多"]))
def test_any_number_is_read_as_written(value, unit, more):
    (claim,) = find_claims(f"本局完成{value:,}{more}{unit}。")
    assert (claim.value, claim.unit, claim.qualifier) == (value, unit, "余" if more else None)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "data" / "report").glob("*.txt")), ids=lambda p: p.stem
)
def test_the_sample_report_states_its_figures_and_no_others(path):
    text = path.read_text(encoding="utf-8")
    found = find_claims(text, HONOURS)
    assert len(found) == 7
    assert not [c for c in found if re.search(r"“[^”]*$", text[: c.start][-8:]) and not c.metric]


@pytest.mark.parametrize("text", ["组织税费收入3*.*2亿元。", "组织税费收入xx.62亿元。", "组织税费收入3*.62亿元。"])
def test_what_is_left_of_a_damaged_number_is_no_figure(text):
    assert find_claims(text) == []
    assert [b.kind for b in find_blanks(text)] == ["damaged"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("九亿八千四百万元", 98400), ("三十八亿零六百二十万元", 380620), ("九千八百四十一万元", 9841)],
)
def test_the_scale_behind_an_amount_in_words_is_of_its_last_part(written, value):
    (claim,) = find_claims(f"退税降费{written}。")
    assert (claim.value, claim.unit, claim.text) == (value, "万元", written)
