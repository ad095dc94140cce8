"""A filled file that was edited, filled again and comes back; and the tables of one, whose headings and rows people change."""

from decimal import Decimal

import pytest
from test_returned import by_id, edited, office  # noqa: F401
from word_files import paragraph, run, word_file

from metrics.definitions import load_catalogue
from report.document import read
from report.returning.compare import compare

HEADS, ROWS = ("项目", "2022年", "2021年"), (("集中学习（次）", "**", "**"), ("谈心谈话（人次）", "**", "**"))


def table_file(file, rows, caption="工作情况"):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>" for row in rows)
    head, foot = (paragraph(run(words)) for words in ("河阳县税务局2022年度工作总结", "本表由办公室汇总。"))
    file.write_bytes(word_file(f"{head}{paragraph(run(caption))}<w:tbl>{cells}</w:tbl>{foot}"))
    return file


@pytest.fixture
def table(office):  # noqa: F811
    measure = office.measurer.measure
    last = {"party_study_sessions": Decimal(42), "heart_to_heart_talks": Decimal(88)}

    def by_year(key, period, by=None):
        known = dict(office.measurer.values)
        if period.year == 2021 and key in last:
            office.measurer.values[key] = last[key]
        reading = measure(key, period)
        office.measurer.values = known
        return reading

    office.measurer.measure = by_year
    report, filled = table_file(office.folder / "表.docx", (HEADS, *ROWS)), office.folder / "表_已填.docx"
    assert office("fill", report, "-o", filled)[0] == 0
    code, found = office("returned", filled)
    assert (code, found["counts"]["untouched"]) == (0, 4)

    def back(rows, caption="工作情况"):
        code, found = office("returned", table_file(office.folder / "表_改.docx", rows, caption))
        return code, {f["from"]: f for f in found["figures"]}, found

    return back


def again(office, change):  # noqa: F811
    """The filled file edited, filled once more, and read back."""
    refilled = office.folder / "再填.docx"
    code, _ = office("fill", edited(office, change), "-o", refilled, "--draft")
    assert code == 0
    return office("returned", refilled)


def changed(old, new):
    return lambda lines: [line.replace(old, new) for line in lines]


def test_a_number_changed_before_the_second_fill_is_not_untouched(office):  # noqa: F811
    code, found = again(office, changed("集中学习46次", "集中学习48次"))
    figure = next(f for f in found["figures"] if f["metric"] == "party_study_sessions")
    assert (code, figure["status"], figure["from"], figure["to"], figure["agrees"]) == (
        1,
        "changed",
        "46次",
        "48次",
        False,
    )


def test_two_numbers_that_changed_places_before_the_second_fill_are_both_told(office):  # noqa: F811
    found = again(office, changed("集中学习46次，专题研讨12次", "集中学习12次，专题研讨46次"))[1]
    told = {f["from"]: f["to"] for f in found["figures"] if f["status"] == "changed"}
    assert told == {"46次": "12次", "12次": "46次"}


def test_words_changed_before_the_second_and_the_third_fill_are_told(office):  # noqa: F811
    assert again(office, changed("全年开展集中学习", "上半年开展集中学习"))[0] == 1
    third = office.folder / "三填.docx"
    office("fill", office.folder / "再填.docx", "-o", third, "--draft")
    code, found = office("returned", third)
    figure = next(f for f in found["figures"] if f["from"] == "46次")
    assert (code, figure["status"], figure["turned"]) == (1, "turned", True)
    assert "上半年" in figure["remarks"][0]


def test_a_title_changed_before_the_second_fill_is_told(office):  # noqa: F811
    code, found = again(office, changed("2022年度述职报告", "2022年上半年述职报告"))
    assert (code, found["counts"]["untouched"]) == (1, 0)


def test_a_number_taken_out_before_the_second_fill_is_told(office):  # noqa: F811
    code, found = again(office, changed("，专题研讨12次", ""))
    assert code == 1
    assert [f["from"] for f in found["figures"] if f["status"] == "gone"] == ["12次"]


def test_what_was_edited_neither_before_nor_after_the_second_fill_is_quiet(office):  # noqa: F811
    code, found = again(office, changed("强化学习", "持续强化学习"))
    assert (code, found["counts"]["untouched"]) == (0, 8)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2022年1-9月述职报告", "1—9月"),
        ("2022年上半年河阳县税务局述职报告", "上半年"),
        ("办公室2022年度述职报告", "办公室"),
        ("2022年度述职报告（李某）", "李某"),
    ],
)
def test_a_title_of_another_period_office_or_person_is_told_and_no_number_of_it_is_new(office, title, told):  # noqa: F811
    code, found = office("returned", edited(office, changed("2022年度述职报告", title)))
    assert (code, found["counts"]["untouched"], found["others"]) == (1, 0, [])
    assert all(told in "".join(f["remarks"]) for f in found["figures"])


def test_headings_that_changed_places_alone_are_told(table):
    code, figures, _ = table(
        (("项目", "2021年", "2022年"), ("集中学习（次）", "46", "42"), ("谈心谈话（人次）", "310", "88"))
    )
    assert code == 1
    assert {was: (f["to"], f["agrees"]) for was, f in figures.items()} == {
        "46": ("42", False), "42": ("46", False), "310": ("88", False), "88": ("310", False),
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["2020年", "2022年上半年", "2022年计划", "一季度"])
def test_a_heading_that_says_another_time_is_told(table, heading):
    code, figures, _ = table(
        (("项目", heading, "2021年"), ("集中学习（次）", "46", "42"), ("谈心谈话（人次）", "310", "88"))
    )
    assert code == 1
    assert (figures["46"]["turned"], figures["310"]["turned"], figures["88"]["turned"]) == (True, True, False)
    assert heading in figures["46"]["remarks"][0]


def test_a_row_and_a_caption_that_say_another_thing_are_told(table):
    rows = (HEADS, ("集中学习（次）", "46", "42"), ("廉政谈话（人次）", "310", "88"))
    assert {was for was, f in table(rows)[1].items() if f["turned"]} == {"310", "88"}
    rows = (HEADS, ("集中学习（次）", "46", "42"), ("谈心谈话（人次）", "310", "88"))
    assert all(f["turned"] for f in table(rows, "第一税务分局工作情况")[1].values())


@pytest.mark.parametrize(
    "rows",
    [
        (("项目", "2021年", "2022年"), ("集中学习（次）", "42", "46"), ("谈心谈话（人次）", "88", "310")),
        (HEADS, ("谈心谈话（人次）", "310", "88"), ("集中学习（次）", "46", "42")),
        (HEADS, ("集中学习（次）", "四十六", "42"), ("谈心谈话（人次）", "310", "88")),
    ],
)
def test_numbers_follow_their_row_and_column(table, rows):
    _, figures, _ = table(rows)
    assert all(f["agrees"] for f in figures.values())


def test_a_row_that_was_deleted_and_a_cell_that_was_emptied_take_no_other_number(table):
    code, figures, _ = table((HEADS, ("集中学习（次）", "", "42")))
    assert code == 1
    assert [figures[was]["status"] for was in ("46", "42", "310", "88")] == ["changed", "untouched", "gone", "gone"]
    assert "空着" in figures["46"]["remarks"][-1]
    assert all(f["agrees"] is not False for f in figures.values())


def test_chinese_numerals_in_a_cell_are_held_against_the_data(table):
    _, figures, _ = table((HEADS, ("集中学习（次）", "四十八", "42"), ("谈心谈话（人次）", "310", "88")))
    assert (figures["46"]["status"], figures["46"]["agrees"]) == ("changed", False)
    assert {figures[was]["status"] for was in ("42", "310", "88")} == {"untouched"}


def _compared(tmp_path, one, other):
    pair = [read(table_file(tmp_path / name, rows)) for name, rows in (("甲.docx", one), ("乙.docx", other))]
    found = compare(*pair, load_catalogue())
    return [(a.written, b.written) for a, b in found.changed], [f.written for f in found.gone]


def test_two_tables_are_compared_by_row_and_column(tmp_path):
    one = (HEADS, ("集中学习（次）", "46", "42"), ("谈心谈话（人次）", "96", "88"))
    moved = (("项目", "2021年", "2022年"), ("集中学习（次）", "42", "46"), ("谈心谈话（人次）", "88", "96"))
    assert _compared(tmp_path, one, moved) == ([], [])
    swapped = (("项目", "2021年", "2022年"), *one[1:])
    assert _compared(tmp_path, one, swapped)[0] == [("46", "42"), ("42", "46"), ("96", "88"), ("88", "96")]
    assert _compared(tmp_path, one, (HEADS, ("集中学习（次）", "", "42"), one[2])) == ([], ["46"])
    assert _compared(tmp_path, one, (HEADS, one[2])) == ([], ["46", "42"])


@pytest.mark.parametrize(("now", "agrees"), [("410至420次", True), ("380至390次", False)])
def test_a_number_that_became_a_range_is_held_against_the_data_as_one(office, now, agrees):  # noqa: F811
    file = edited(office, lambda lines: [line.replace("410余次", now) for line in lines])
    figure = next(f for f in office("returned", file)[1]["figures"] if f["from"] == "410余次")
    assert (figure["status"], figure["to"], figure["agrees"]) == ("changed", now, agrees)


FRAME = (
    "河阳县税务局2022年{}工作总结",
    "2022年，在上级党委领导下，我局扎实推进各项工作。现将有关情况报告如下：",
    "一、加强建设",
    "{}",
    "二、存在问题",
    "一是学习还不够深入。",
    "以上报告，请审议。",
)


def _framed(folder, topic, words):
    file = folder / f"{topic}.docx"
    lines = [*FRAME]
    lines[0], lines[3] = lines[0].format(topic), words
    file.write_bytes(word_file("".join(paragraph(run(line)) for line in lines)))
    return file


def test_a_paper_with_the_same_frame_is_no_second_fill_of_another(office):  # noqa: F811
    first = _framed(office.folder, "党建", "开展集中学习**次，专题研讨**次。开展谈心谈话**人次。")
    other = _framed(office.folder, "纪检", "做法受到**家媒体报道。")
    again_ = _framed(office.folder, "党建（改）", "开展集中学习46次，专题研讨**次。")
    for number, file in enumerate((first, other)):
        assert office("fill", file, "-o", office.folder / f"框架{number}.docx", "--draft")[0] == 0
    code, found = office("returned", office.folder / "框架1.docx")
    assert (code, found["counts"]["untouched"], found["counts"]["gone"]) == (0, 1, 0)
    office("fill", again_, "-o", office.folder / "框架2.docx", "--draft")
    assert office("returned", office.folder / "框架2.docx")[1]["counts"]["gone"] > 0


def test_where_a_change_begins_leaves_the_next_figure_alone(office):  # noqa: F811
    change = changed("组织谈心谈话310人次", "组织谈心谈话由上年的288人次增加到310人次")
    _, found = office("returned", edited(office, change))
    assert by_id(found)[5]["status"] == "untouched"
    assert "2021" not in str(by_id(found)[5])
