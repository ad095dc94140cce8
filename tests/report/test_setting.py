"""What a person said of a figure holds where it was said: in that period, of that body, for that 第N; and again next year."""

import pytest
from test_inspection import Text

from report.binding.memory import Choice, Memory, kind_of
from report.filling.by_hand import HandFigures, entry
from report.inspection import inspect
from report.model import Blank
from tests.report.small_measurer import SmallMeasurer

HALF, YEAR = "2022年上半年工作总结", "2022年度工作总结"
TALKS = "开展廉政恳谈**人次。"


def store(tmp_path, title, sentence, value=None, year=2022):
    """A person enters a number, or says of which metric the last blank is."""
    memory = Memory(tmp_path / "people.sqlite")
    found = inspect(Text(f"{title}\n{sentence}"), year, SmallMeasurer(), memory)
    blank = found.number_blanks[-1].blank
    if value:
        told = entry(value, blank.unit, None, by="张三", word_of="李四", note="", at="2022-07-05T09:00:00")
        HandFigures(memory.file, sample=True).enter(found.place_of(blank), year, told, "半年.docx")
    else:
        choice = Choice("heart_to_heart_talks", None, year, "2022-07-05T09:00:00", "张三", "半年.docx")
        memory.remember(found.place_of(blank), kind_of(blank), choice)
    return memory


def last(memory, text, year=2022):
    return inspect(Text(text), year, SmallMeasurer(heart_to_heart_talks=96), memory).number_blanks[-1]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ((HALF, TALKS), (YEAR, TALKS)),
        ((HALF, TALKS), (f"第一税务分局{HALF}", TALKS)),
        ((HALF, TALKS), (HALF, f"二、下一步打算\n{TALKS}")),
        ((YEAR, TALKS), (YEAR, f"2021年工作如下。\n{TALKS}")),
        ((YEAR, TALKS), ("2022年11月工作月报", TALKS)),
        ((YEAR, "1—6月，举办培训班**期。"), (YEAR, "1—9月，举办培训班**期。")),
        ((YEAR, "第1税务分局走访企业**户。"), (YEAR, "第2税务分局走访企业**户。")),
        ((YEAR, "2022年，举办培训班**期。"), (YEAR, "2021年，举办培训班**期。")),
        ((YEAR, "开展“第3期”宣讲**场。"), (YEAR, "开展“第4期”宣讲**场。")),
        (("河阳县税务局2022年工作总结", TALKS), ("望岫县税务局2022年工作总结", TALKS)),
        ((YEAR, "走访100万元以下企业**户。"), (YEAR, "走访300万元以下企业**户。")),
        ((YEAR, "走访500万元的企业**户。"), (YEAR, "走访900万元的企业**户。")),
        ((YEAR, "适用13%税率**户。"), (YEAR, "适用9%税率**户。")),
        ((YEAR, "享受加计扣除75%的企业**户。"), (YEAR, "享受加计扣除100%的企业**户。")),
        ((YEAR, "开展35岁以下干部宣讲**场。"), (YEAR, "开展45岁以下干部宣讲**场。")),
        ((YEAR, "12366热线宣传**场。"), (YEAR, "12345热线宣传**场。")),
        ((YEAR, "3·15宣传**场。"), (YEAR, "12·4宣传**场。")),
        ((YEAR, "走访前10企业**户。"), (YEAR, "走访前3企业**户。")),
        ((YEAR, "催缴超过3个月的欠税企业**户。"), (YEAR, "催缴超过6个月的欠税企业**户。")),
        ((YEAR, "连续3个月零申报的企业**户。"), (YEAR, "连续6个月零申报的企业**户。")),
        ((YEAR, "走访职工超50人的企业**户。"), (YEAR, "走访职工超300人的企业**户。")),
        ((YEAR, "3个工作日内办结**件。"), (YEAR, "5个工作日内办结**件。")),
        ((YEAR, "适用税率百分之三的企业**户。"), (YEAR, "适用税率百分之五的企业**户。")),
        ((YEAR, "对制造业开展辅导。开展志愿服务**次。"), (YEAR, "对采矿业开展辅导。开展志愿服务**次。")),
        ((YEAR, "疫情期间。开展志愿服务**次。"), (YEAR, "汛期。开展志愿服务**次。")),
        (("工作简报\n（第七期）", TALKS), ("工作简报\n（第八期）", TALKS)),
        (("工作简报\n总第七十八期", TALKS), ("工作简报\n总第七十九期", TALKS)),
        (("述职述廉报告", f"{TALKS}\n\n张明"), ("述职述廉报告", f"{TALKS}\n\n李强")),
        (("述职述廉报告\n本人负责征管工作。", TALKS), ("述职述廉报告\n本人负责法制工作。", TALKS)),
        (("2022年述责述廉报告\n党委书记、局长　张某", TALKS), ("2022年述责述廉报告\n副局长　李某", TALKS)),
        (("2022年述责述廉报告\n报告人：张明", TALKS), ("2022年述责述廉报告（李明）", TALKS)),
        (("河阳县税务局2022年工作总结", TALKS), ("河阳县税务局办公室2022年工作总结", TALKS)),
        (("河阳县税务局2022年工作总结\n第一税务所", TALKS), ("河阳县税务局2022年工作总结\n第二税务所", TALKS)),
        (("纪检工作总结", TALKS), ("工会工作总结", TALKS)),
        (("工作简报第7期", TALKS), ("工作简报第8期", TALKS)),
        (("7月5日日报", TALKS), ("7月6日日报", TALKS)),
        (("国庆假期值班情况", TALKS), ("春节假期值班情况", TALKS)),
        ((YEAR, TALKS), ("2018—2022年五年工作总结", TALKS)),
        ((YEAR, f"一、基本情况\n{TALKS}"), (YEAR, f"一、离退休干部\n{TALKS}")),
        ((YEAR, f"（截至6月30日）\n一、主要工作\n{TALKS}"), (YEAR, f"（截至9月30日）\n一、主要工作\n{TALKS}")),
        (
            ("工作总结", f"上半年，各项工作有序推进。现报告如下：\n一、主要工作\n{TALKS}"),
            ("工作总结", f"一年来，各项工作有序推进。现报告如下：\n一、主要工作\n{TALKS}"),
        ),
    ],
)
def test_a_number_told_for_one_figure_does_not_fill_another_in_the_same_words(tmp_path, there, here):
    memory = store(tmp_path, *there, value="20")
    assert last(memory, "\n".join(there)).shown == "20"
    other = last(memory, "\n".join(here))
    assert other.shown is None
    assert other.told is None
    assert "同一句话有过 20" in other.reason
    assert "没有填入" in other.reason


def test_the_words_of_a_period_are_said_back(tmp_path):
    assert "那里说的是2022年上半年" in last(store(tmp_path, HALF, TALKS, value="20"), f"{YEAR}\n{TALKS}").reason


@pytest.mark.parametrize("title", [HALF, f"第二税务分局{YEAR}", "2022年11月工作月报"])
def test_a_confirmed_metric_is_offered_first_and_asked_about_in_another_setting(tmp_path, title):
    memory = store(tmp_path, YEAR, TALKS)
    assert last(memory, f"{YEAR}\n{TALKS}").shown == "96"
    other = last(memory, f"{title}\n{TALKS}")
    assert (other.status, other.shown) == ("ask", None)
    assert other.binding.candidates[0].metric == "heart_to_heart_talks"
    assert "再确认" in other.reason


def test_the_same_report_next_year_and_with_paragraphs_moved_is_bound(tmp_path):
    memory = store(tmp_path, HALF, f"一、主要工作\n做了许多事。\n{TALKS}")
    moved = "2023年上半年工作总结\n一、主要工作\n另一段。\n二、存在问题\n开展廉政恳谈XX人次。"
    found = last(memory, moved, 2023)
    assert (found.status, found.binding.period, found.binding.by_person) == ("bound", "2023H1", True)


def test_a_masked_year_is_the_report_s(tmp_path):
    memory = store(tmp_path, "20**年度工作总结", f"20**年，{TALKS}")
    assert last(memory, f"{YEAR}\n2022年，{TALKS}").shown == "96"


def test_what_was_remembered_before_settings_were_kept_is_asked_about_again(tmp_path):
    memory = Memory(tmp_path / "people.sqlite")
    found = inspect(Text(f"{YEAR}\n{TALKS}"), 2022, SmallMeasurer(), memory)
    (key, words), blank = found.places[-1], found.number_blanks[-1].blank
    old = key.partition("@")[0], words
    memory.remember(old, "figure", Choice("heart_to_heart_talks", None, 2022, "2022-01-01", "张三", "旧.docx"))
    told = entry("20", blank.unit, None, by="张三", word_of="李四", note="", at="2022-07-05T09:00:00")
    HandFigures(memory.file, sample=True).enter(old, 2022, told, "旧.docx")
    again = last(memory, f"{YEAR}\n{TALKS}")
    assert (again.status, again.shown) == ("ask", None)
    assert again.binding.candidates[0].metric == "heart_to_heart_talks"
    assert again.reason.count("那时没有记下是哪个期间、哪个单位的") == 2
    assert isinstance(blank, Blank)


def test_two_figures_in_the_same_words_under_two_halves_keep_their_own_numbers(tmp_path):
    first, second = f"上半年\n{TALKS}", f"下半年\n{TALKS}"
    memory = Memory(tmp_path / "people.sqlite")
    found = inspect(Text(f"{YEAR}\n{first}\n{second}"), 2022, SmallMeasurer(), memory)
    for bound, value in zip(found.number_blanks, ("11", "22"), strict=True):
        told = entry(value, bound.blank.unit, None, by="张三", word_of="李四", note="", at="2022-07-05T09:00:00")
        HandFigures(memory.file, sample=True).enter(found.place_of(bound.blank), 2022, told, "全年.docx")
    turned = f"{YEAR}\n{second}\n{first}"
    shown = [b.shown for b in inspect(Text(turned), 2022, SmallMeasurer(), memory).number_blanks]
    assert shown == ["22", "11"]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("集中学习46次，走访企业**户，增长4.5%。", "集中学习48次，走访企业**户，增长6%。"),
        (f"1.{TALKS}", f"3.{TALKS}"),
        (f"（征求意见稿）\n一、主要工作\n{TALKS}", f"一、主要工作\n{TALKS}"),
        (f"2023年1月5日\n一、主要工作\n{TALKS}", f"2023年1月12日\n一、主要工作\n{TALKS}"),
        (f"砥砺奋进开新局\n一、主要工作\n{TALKS}", f"一、主要工作\n{TALKS}"),
    ],
)
def test_the_values_beside_a_figure_and_the_marks_of_a_draft_are_no_other_setting(tmp_path, there, here):
    memory = store(tmp_path, YEAR, there, value="20")
    assert "20" in [b.shown for b in inspect(Text(f"{YEAR}\n{here}"), 2022, SmallMeasurer(), memory).number_blanks]
    for title in (f"某税发〔2022〕35号\n{YEAR}", "20**年度工作总结", "2022年工作报告"):
        found = inspect(Text(f"{title}\n{here}"), 2022, SmallMeasurer(), memory)
        assert "20" in [b.shown for b in found.number_blanks]


def test_two_thresholds_in_one_text_that_change_places_never_take_each_other_s_number(tmp_path):
    first, second = "走访100万元以下企业**户。", "走访300万元以下企业**户。"
    memory = Memory(tmp_path / "people.sqlite")
    found = inspect(Text(f"{YEAR}\n{first}{second}"), 2022, SmallMeasurer(), memory)
    for bound, value in zip(found.number_blanks, ("11", "22"), strict=True):
        told = entry(value, bound.blank.unit, None, by="张三", word_of="李四", note="", at="2022-07-05T09:00:00")
        HandFigures(memory.file, sample=True).enter(found.place_of(bound.blank), 2022, told, "全年.docx")
    shown = [b.shown for b in inspect(Text(f"{YEAR}\n{second}{first}"), 2022, SmallMeasurer(), memory).number_blanks]
    assert shown in ([None, None], ["22", "11"])
