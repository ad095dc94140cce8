"""Notes under and above a table: those that limit its figures are heard, those that tell a story are not."""

from datetime import date

import pytest
from department_files import SUPERVISION, hotline_rows, workbook

from etl.load import load
from etl.reading import read
from etl.reference import code_lists
from etl.understanding.parts import understand_book

pytestmark = pytest.mark.usefixtures("unserved")

KINDS = [["增值税", 1], ["企业所得税", 2], ["契税", 3], ["失业保险费", 3], ["合计", 9]]
TITLE, UNIT = ["2025年5月税费收入统计表"], ["单位：万元"]


def understood(bureau, path):
    """Texts of the faults and of the warnings that speak of a note."""
    found = understand_book(read(path.name, path.read_bytes()), code_lists(bureau))
    faults = [f.text for part in found.parts for f in part.faults]
    return faults, [w.text for part in found.parts for w in part.warnings if "说明里" in w.text]


def under(bureau, sent, note, title=TITLE):
    return understood(bureau, workbook(sent / "数据.xlsx", {"S": [title, UNIT, ["税费种", "金额"], *KINDS, [note]]}))


def over(bureau, sent, note):
    return understood(bureau, workbook(sent / "数据.xlsx", {"S": [TITLE, UNIT, [note], ["税费种", "金额"], *KINDS]}))


LIMITING = (
    "注：本表为1-5月累计数", "注：数据截至5月20日", "注：以上为预计数，以月报为准", "注：本表不含第三税务所", "注：本月数据未扣除退库",
    "注：1.本表单位为万元；2.本表数据为年初至今累计数。", "说明：金额均为累计数", "备注：5月数为快报数", "*以上数据为初步统计数", "注：本表不含非税收入",
    "注：数据统计时间为5月1日至5月20日", "注：截至5月25日", "（注：本表数据为1-5月合计数）", "注：第三税务所数据尚未上报", "注：退库未扣除",
    "注：本表为扣除退库前的数", "注：本表为应征数", "注：本表仅统计重点税源企业", "注：本表仅含第一税务所", "注：因系统故障，第二税务所未报数",
    "注：5月增值税为估算数", "注：本表按累计数填报", "注：部分税务所未报送", "注：以上金额为上半年数", "注：表中数据系初步核算",
    "注：本表取数口径为截至5月20日入库数", "注：以上数据未含印花税", "注：退税款未冲减", "注：此表数据截止2025年5月20日18时", "注：本表不包括个体工商户",
)  # fmt: skip


@pytest.mark.parametrize("note", LIMITING)
def test_a_note_that_limits_the_table_refuses_it(bureau, sent, note):
    (told,), _ = under(bureau, sent, note)
    assert told.startswith("S!A9")
    assert "表下的说明里写着" in told
    (told,), _ = over(bureau, sent, note)
    assert told.startswith(("S!A3", "S “"))


HARMLESS = (
    "注：累计数见附表", "注：本表含社会保险费", "注：数据截至5月31日", "注：数据截至2025年6月3日", "注：本表不含海关代征", "注：本表不含出口退税",
    "注：税收收入不含社保费", "注：本表已扣除退库", "注：计划数以市局下达为准", "注：预计6月完成入库300万元", "注：截至5月20日，尚有3户企业未申报",
    "注：征期为5月1日至5月15日", "注：社保费由税务部门征收", "注：本表数据来源于征管系统", "制表人：张三    审核：李四", "注：上年同期为快报数",
    "注：本表为5月当月数，不是累计数", "注：累计数为1-5月合计，见附表2", "注：1.本表按入库日期统计；2.退库以负数反映", "注：以上数据未扣除出口退税",
    "注：仅供内部使用", "注：只填写当月数", "填表说明：1、本表由各税务所填报；2、金额保留两位小数；3、没有发生的填0", "注：第三税务所本月无收入",
    "注：本表数据已由快报数更正为实际数", "注：预计数与实际数的差异另行说明", "注：本表为2025年5月数据", "注：第一税务所负责汇总上报", "注：截至5月底",
    "注：教育费附加未列入预算", "注：未办结的不统计", "注：累计完成全年计划的45%", "注：请各所于6月3日前报送，未报送的将通报",
    "注：部分企业缓缴税款于5月到期", "注：企业所得税汇算清缴5月31日截止",
)  # fmt: skip


@pytest.mark.parametrize("note", HARMLESS)
def test_a_note_that_tells_a_story_does_not(bureau, sent, note):
    assert under(bureau, sent, note) == ([], [])
    assert over(bureau, sent, note) == ([], [])


def test_a_note_that_only_a_person_can_judge_is_told(bureau, sent):
    faults, (told,) = under(bureau, sent, "注：本表不含补录数据")
    assert faults == []
    assert told.startswith("S!A9")
    assert "请核对" in told


def test_what_a_note_calls_missing_and_stands_in_the_rows_is_not_missing(bureau, sent):
    assert under(bureau, sent, "注：税收收入合计不含失业保险费") == ([], [])
    (told,), _ = under(bureau, sent, "注：以上不含印花税")
    assert "印花税" in told


def test_columns_of_running_totals_may_be_explained(bureau, sent):
    rows = [TITLE, UNIT, ["税费种", "本月", "累计"], ["增值税", 1, 5], ["契税", 2, 8], ["注：第3列为累计数"]]
    assert understood(bureau, workbook(sent / "数据.xlsx", {"S": rows})) == ([], [])


def test_notes_of_ledgers_and_days(bureau, sent):
    def hotline(note):
        rows = hotline_rows([date(2022, 3, n) for n in range(1, 5)])
        return understood(bureau, workbook(sent / "热.xlsx", {"S": [*rows, [note]]}))

    assert hotline("注：智能解答量不含转人工") == ([], [])
    assert hotline("注：平均等待秒数按人工接听量加权计算") == ([], [])
    assert "不是整月" in hotline("注：数据截至3月4日")[0][0]
    assert "累计数" in hotline("注：以上数据均为累计数")[0][0]

    def ledger(note):
        row = [date(2022, 3, 5), "专项监督检查", 1, None, None, "发票", "纪检组", ""]
        return understood(bureau, workbook(sent / "监.xlsx", {"S": [["2022年3月监督台账"], SUPERVISION, row, [note]]}))

    assert ledger("注：次数不含日常检查") == ([], [])
    assert ledger("注：本表为一季度累计情况") == ([], []), "each row has its own day"
    assert "谈心谈话" in ledger("注：本表不含谈心谈话")[0][0]


def test_the_file_is_refused_with_the_cell_of_the_note(bureau, sent):
    rows = [["2022年3月税费收入明细"], ["单位：元"], ["注：本月数据未扣除退库"], ["入库日期", "税费种", "入库金额"]]
    path = workbook(sent / "a.xlsx", {"明细": [*rows, [date(2022, 3, 5), "增值税", 100]]})
    result = load(bureau, [path], dry_run=True)
    ((_, (fault,)),) = result.refused
    assert (fault.sheet, fault.cell) == ("明细", "A3")
    assert "减去退库" in fault.message


@pytest.mark.parametrize(("title", "held"), [("2025年5月税费收入快报", "快报"), ("2025年5月税费收入（未完）", "未完")])
def test_the_same_words_in_a_title(bureau, sent, title, held):
    (told,), _ = under(bureau, sent, "", [title])
    assert f"写着“{held}”" in told
    rows = [TITLE, UNIT, ["税费种", "金额"], *KINDS]
    ((told,), _) = understood(bureau, workbook(sent / f"{title}.xlsx", {"S": rows}))
    assert f"文件名里写着“{held}”" in told
    assert under(bureau, sent, "", ["2025年5月税费收入（未完税凭证另附）"]) == ([], [])
