"""One voucher with several taxes, one document with several: no money is to be deleted, and nothing is counted twice."""

from department_files import REVENUE, csv_file, days, messages, query

from etl.load import load

TAXPAYER = "91990101MAG3AT7CKY"


def cells(bureau, path):
    return [(f.cell, f.value) for _, found in load(bureau, [path], dry_run=True).refused for f in found]


def warned(bureau, path):
    result = load(bureau, [path], dry_run=True)
    assert not messages(result), messages(result)
    return result.accepted[0].warnings


def vouchers(path, *lines, title="2022年3月税费收入入库明细"):
    rows = [[day, kind, level, None, None, payer, number, amount] for day, kind, level, payer, number, amount in lines]
    return csv_file(path, [[title], ["单位：元"], REVENUE, *rows])


VAT = ("2022-03-01", "增值税", "区级", TAXPAYER, "V1", 100)
LEVY = ("2022-03-01", "城市维护建设税", "区级", TAXPAYER, "V1", 7)


def test_a_voucher_of_several_taxes_and_levels_is_read(bureau, sent, unserved):
    central = ("2022-03-01", "增值税", "中央级", TAXPAYER, "V1", 100)
    path = vouchers(sent / "税费收入.csv", VAT, central, LEVY)
    assert not any("号写错" in w.message for w in warned(bureau, path))
    load(bureau, [path])
    assert query(bureau, "SELECT count(*), sum(amount_yuan) FROM revenue") == [(3, 207)]


def test_the_same_line_twice_is_asked_about_without_deleting_money(bureau, sent):
    (fault,) = load(bureau, [vouchers(sent / "税费收入.csv", VAT, LEVY, VAT)], dry_run=True).refused[0][1]
    assert (fault.cell, "与 G4 相同" in fault.message) == ("G6", True)
    assert "-1、-2" in fault.message
    assert "不要删去" in fault.message


def test_a_line_without_its_level_may_be_the_sum_of_the_others(bureau, sent):
    path = vouchers(sent / "税费收入.csv", VAT, (*VAT[:2], None, *VAT[3:]), LEVY)
    assert [cell for cell, _ in cells(bureau, path)] == ["G5"]


def test_lines_of_one_voucher_with_different_taxpayers_are_said(bureau, sent):
    other = (*LEVY[:3], "91990101MA59JD16A6", *LEVY[4:])
    (said,) = [w for w in warned(bureau, vouchers(sent / "税费收入.csv", VAT, other)) if "号写错" in w.message]
    assert (said.cell, "G4、G5" in said.message) == ("G4", True)


def test_a_line_of_a_voucher_that_would_vanish_is_asked_about(bureau, sent, unserved):
    load(bureau, [vouchers(sent / "一.csv", VAT, LEVY)])
    (said,) = messages(load(bureau, [vouchers(sent / "二.csv", VAT)], dry_run=True))
    assert "票证号 V1" in said
    corrected = (*LEVY[:1], "教育费附加", *LEVY[2:])
    assert not messages(load(bureau, [vouchers(sent / "三.csv", VAT, corrected)], dry_run=True))


def test_a_voucher_in_another_file_is_named_once(bureau, sent, unserved):
    load(bureau, [vouchers(sent / "一.csv", VAT, LEVY)])
    april = vouchers(sent / "二.csv", ("2022-04-01", *VAT[1:]), title="2022年4月税费收入入库明细")
    assert cells(bureau, april) == [("G4", "V1")]


def test_a_document_of_two_taxes_is_one_case(bureau, sent):
    head = ["单据号", "办结日期", "政策类别", "纳税人识别号", "税费种", "金额", "状态"]
    rows = [["T1", days(2022, 3)[0], "减税", TAXPAYER, kind, 5, "已办结"] for kind in ("增值税", "城市维护建设税")]
    path = csv_file(sent / "退税.csv", [["2022年3月退税减税降费台账"], ["单位：元"], head, *rows])
    (fault,) = load(bureau, [path], dry_run=True).refused[0][1]
    assert (fault.cell, "合成一行" in fault.message, "不要删去" in fault.message) == ("A5", True, True)


def test_a_ledger_in_place_of_a_summary_says_which_rows_would_go(bureau, sent, unserved):
    load(
        bureau,
        [
            csv_file(
                sent / "汇总.csv",
                [["2022年3月税费收入情况表"], ["单位：元"], ["项目", "3月"], ["增值税", 100], ["城市维护建设税", 7]],
            )
        ],
    )
    said = messages(load(bureau, [vouchers(sent / "明细.csv", VAT, LEVY)], dry_run=True))
    assert any("没有票证号的由 2 行减为 0 行" in text for text in said), said
