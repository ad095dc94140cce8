"""The pieces that pages are made of, on readings made by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.measure import Measurer
from metrics.model import Gap, Metric, Reading
from metrics.periods import Period, year_period
from ui import change, tables, wording
from ui.blocks import _highest
from ui.charts import _end, signed
from ui.narrative import paragraphs
from ui.reports import Item, context, sentence_around
from ui.stock import _missing
from ui.tiles import spark
from warehouse.schema import TABLES


def metric(unit="元", show="亿元", **rest) -> Metric:
    return Metric(
        "some_key",
        "revenue",
        "某项",
        unit,
        show,
        "sum",
        "收入核算股",
        "某项的口径。",
        ("某项",),
        table="revenue",
        **rest,
    )


def reading(value, period=None, *, of=None, gaps=()) -> Reading:
    exact = None if value is None else Decimal(value)
    return Reading(of or metric(), period or year_period(2022), exact, None, None, (), tuple(gaps), "b", True)


COUNT = metric("次", "次")
SHARE = metric("%", "%")


@pytest.mark.parametrize(
    ("now", "before", "of", "text", "words"),
    [
        ("110000000", "100000000", None, "↑ +10.0% 同比", "增长 10.0%"),
        ("90000000", "100000000", None, "↓ −10.0% 同比", "下降 10.0%"),
        ("100000000", "100000000", None, "→ 持平 同比", "持平"),
        ("16", "12", COUNT, "↑ +4 次 同比", "增加 4 次"),
        ("287", "263", COUNT, "↑ +9.1% 同比", "增长 9.1%"),
        ("62.4", "51.2", SHARE, "↑ +11.2 个百分点 同比", "上升 11.2 个百分点"),
        ("5", "0", COUNT, "↑ +5 次 同比", "增加 5 次"),
        ("100000000", "-50000000", None, "↑ +1.5 亿元 同比", "增加 1.5 亿元"),
    ],
)
def test_a_change_says_how_much_and_on_what_basis(now, before, of, text, words):
    told = change.between(reading(now, of=of), reading(before, of=of))
    assert told.text == text
    assert told.words == words


def test_nothing_is_compared_with_a_year_that_is_not_there():
    assert change.between(reading("5"), reading(None)).sign is None
    assert change.between(reading(None), reading("5")).text == ""


@pytest.mark.parametrize(
    ("now", "words"),
    [("3500", "下降 99.999%"), ("0", "下降 100.0%"), ("623000001", "增长 0.0000002%"), ("1246249200", "增长 100.0%")],
)
def test_nearly_all_is_not_all_and_nearly_nothing_is_not_nothing(now, words):
    assert change.between(reading(now), reading("623000000")).words == words


def growth(*months, value=None):
    gaps = [Gap("revenue", "税费收入", "收入核算股", months)] if months else []
    return reading(value, of=metric("%", "%", basis="自然口径"), gaps=gaps)


def test_a_rate_without_a_year_before_is_not_a_figure_owed():
    assert change.of_growth(growth("2021-01", "2021-02")).text == "上年无数可比 （自然口径）"
    assert "〔待补：" in change.of_growth(growth("2021-01", "2022-02")).text
    assert change.of_growth(growth(value="-99.99943")).words == "下降 99.999%"


def test_months_that_share_the_lowest_figure_are_all_named():
    months = [reading(v, p, of=COUNT) for v, p in zip(("5", "0", "3", "0"), year_period(2022).by_month(), strict=False)]
    assert "（<b>2、4月</b>）" in _highest(months)
    assert "（<b>1月</b>）" in _highest(months)


def test_a_part_too_small_for_its_unit_is_told_in_the_next():
    assert wording.text(reading("123456.78")) == "12.35 万元"
    assert wording.text(reading("12.30")) == "12.3 元"
    assert wording.text(reading("0")) == "0 亿元"
    assert signed(Decimal("-123456.78"), "元", "亿元") == "−12.35万元"
    assert signed(Decimal("52000000"), "元", "亿元") == "+0.52"


def test_a_gap_is_shown_as_such_everywhere():
    missing = reading(None, gaps=[Gap("revenue", "税费收入", "收入核算股", ("2022-11", "2022-12"))])
    assert wording.text(missing) == "〔待补：收入核算股，缺 11—12月〕"
    assert "〔待补：收入核算股，缺 11—12月〕" in wording.figure(missing)
    assert wording.drawn(missing) is None
    assert 'class="gap"' in spark([missing])
    assert 'class="gap"' not in spark([reading("0")])


def test_bars_of_a_part_of_the_year_leave_the_other_months_empty():
    months = [reading("5", Period(2022 * 12 + m, 2022 * 12 + m), of=COUNT) for m in range(3)]
    assert spark(months).count("<i") == 3
    assert spark(months).count("<u>") == 9


SENTENCES = st.text(alphabet="甲乙丙，。；*\n <>&\"'税", max_size=80)


@given(SENTENCES, st.data())
def test_the_paper_holds_every_character_of_the_text(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    items = [
        Item(f"b{i}", a, b, "filled", text[a:b], "空格")
        for i, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
        if b > a and "\n" not in text[a:b]
    ]
    made = paragraphs(text, items)
    told = "\n".join("".join(part["text"] for part in p["parts"]) for p in made)
    assert told.replace(" ", "") == text.replace(" ", "")
    shown = [part["id"] for p in made for part in p["parts"] if "id" in part]
    assert len(shown) == len(set(shown))


@given(SENTENCES.filter(bool), st.data())
def test_a_sentence_holds_its_figure(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    low, high = sentence_around(text, at, at + 1)
    assert low <= at < at + 1 <= high or text[at] in "。；\n"


def test_a_download_of_sample_data_says_so_and_holds_no_formula(tmp_path):
    from openpyxl import load_workbook

    rows = [["=1+1", 5], [tables.Html("<b>x</b>", "已填"), None]]
    file = tmp_path / "t.xlsx"
    file.write_bytes(tables.workbook("表", ["甲", "乙"], rows, sample=True))
    sheet = load_workbook(file).active
    assert "演示数据" in sheet["A1"].value
    assert [c.value for c in sheet[2]] == ["甲", "乙"]
    assert sheet["A3"].value == "=1+1"
    assert sheet["A3"].data_type == "s"
    assert sheet["A4"].value == "已填"
    text = tables.comma_separated(["甲", "乙"], rows, sample=True).decode("utf-8-sig")
    assert text.startswith("演示数据")
    assert "'=1+1" in text


def test_text_from_data_is_escaped_in_a_cell():
    made = tables.cell('<img src=x onerror="alert(1)">')
    assert "<img" not in made


def test_what_lies_on_a_mark_is_shown_by_it():
    text = "税费收入9.50亿元，同比"
    items = [Item("c1", 4, 10, "mismatch", "9.50亿元", "已写的数"), Item("f1", 4, 8, "mismatch", "9.50", "文字")]
    (made,) = paragraphs(text, items)
    assert [(part.get("id"), part.get("also")) for part in made["parts"]] == [
        (None, None),
        ("c1", ["f1"]),
        (None, None),
    ]


def test_the_words_around_a_place_begin_and_end_with_whole_numbers():
    text = "办理退税减税降费共计139.50亿元，惠及纳税人缴费人**万户次，累计123456.78元。"
    at = text.index("**")
    assert context(text, at, at + 2).startswith("139.50亿元")
    assert "累计123456.78〔" not in context(text, at, at + 2)
    assert context(text, at, at + 2).endswith("累计123456.78")
    stars = "集中学习**次、组织开展专题研讨交流会**次"
    at = stars.rindex("**")
    assert context(stars, at, at + 2) == "**次、组织开展专题研讨交流会〔 〕次", "nor is a blank cut in two"


def test_a_word_table_is_drawn_in_rows_and_lines_around_it_stay():
    from report.finding.tables import Cell, Table

    text = "标题\n前\n项目\n数量\n片\n**\n后"
    spans = [(5, 7, 0, 0), (8, 10, 0, 1), (11, 12, 1, 0), (13, 15, 1, 1)]
    drawn = paragraphs(text, [], [Table(tuple(Cell(*s) for s in spans))])
    assert [p["style"] for p in drawn] == ["title", "body", "table", "body"]
    said = [["".join(part["text"] for part in cell["lines"][0]) for cell in row] for row in drawn[2]["rows"]]
    assert said == [["项目", "数量"], ["片", "**"]]
    assert drawn[3]["parts"] == [{"text": "后"}]


def test_bars_of_the_year_so_far_stand_beside_the_line_of_the_calendar():
    share = metric("%", "%")
    months = [
        reading(v, Period(p.first, p.last), of=share)
        for v, p in zip(("30", "60"), year_period(2022).by_month(), strict=False)
    ]
    drawn = spark(months, summed=True)
    assert "height:30%" in drawn
    assert "height:60%" in drawn
    assert '<s style="height:46.0px">' in drawn
    assert "累计与序时" in drawn
    assert "<s " not in spark(months)


def test_a_bar_keeps_its_text_unless_last_years_tick_would_run_through_it():
    assert _end(6.3, 13.0, 13.0) == 6.3
    assert _end(9.3, 13.0, 13.0) == 13.0, "on a telephone the text would reach the tick"
    assert _end(8.8, 9.6, 13.0) == 9.6
    assert _end(9.6, 8.8, 13.0) == 9.6


@pytest.mark.parametrize(
    ("months", "told"),
    [
        ([], "—"),
        (["2022-11", "2022-12"], "11—12月"),
        ([f"{y}-{m:02d}" for y in (2023, 2024) for m in range(1, 13)], "2023年1月起，共 24 个月"),
    ],
)
def test_a_long_row_of_missing_months_is_told_by_its_first(months, told):
    assert _missing(months) == told


def test_a_small_file_of_a_new_year_does_not_take_the_place_of_a_whole_year():
    measurer = object.__new__(Measurer)
    sources = ("revenue", "refunds", "hotline", "supervision")
    measurer._covered = {s: frozenset({"2022-12"}) for s in TABLES if s in sources} | {
        s: frozenset() for s in TABLES if s not in sources
    }
    measurer._covered["revenue"] = frozenset({"2022-12", "2023-01"})
    assert measurer.years() == [2022, 2023]
    assert measurer.latest_year() == 2022
    measurer._covered["refunds"] = frozenset({"2022-12", "2023-01"})
    assert measurer.latest_year() == 2023
