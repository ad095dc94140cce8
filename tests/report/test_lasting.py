"""Whose, of whom, on what or in what campaign a sentence tells is said once and holds for all its figures; our own name does not ask."""

import pickle
from pathlib import Path

import pytest

from metrics.definitions import load_catalogue
from report.binding.bind import bind_all
from report.binding.reasons import Lasting
from report.document import read_bytes
from report.finding.blanks import find_blanks
from report.finding.claims import find_claims
from report.inspection import inspect
from tests.report.small_measurer import SmallMeasurer

CATALOGUE = load_catalogue()
TALKS, FILMS, STUDY, SEMINARS = "heart_to_heart_talks", "warning_film_screenings", "party_study_sessions", "party_seminars"  # fmt: skip
BRIEFS, ISSUES, CLOSED = "briefs_written", "inspection_issues", "inspection_issues_closed"


def metrics(text):
    blanks = [b for b in find_blanks(text) if b.kind == "number"]
    found = bind_all(CATALOGUE, text, 2022, [*blanks, *find_claims(text)])
    return [b.metric for b in found[: len(blanks)]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # persons and parts of the bureau
        ("周六同志参加集中学习*次，播放警示教育片*场。", [None, None]),
        ("第三股长谈心谈话**人次，编发简报*篇。", [None, None]),
        ("法制股集中学习*次，谈心谈话**人次。", [None, None]),
        ("团委集中学习*次，收集意见建议**条，形成研讨成果*篇。", [None, None, None]),
        ("工会：收集意见建议**条。", [None]),
        ("集中学习*次（妇联组织）。", [None]),
        ("区局机关工会：谈心谈话**人次。", [None]),
        ("一是工会。收集意见建议**条。", [None]),
        ("我局青年突击队收集意见建议**条，编发简报*篇。", [None, None]),
        ("我所谈心谈话**人次，播放警示教育片*场。", [None, None]),
        ("后勤服务中心谈心谈话*人次，编发简报*篇。", [None, None]),
        ("二、妇委会\n谈心谈话**人次。", [None]),
        ("填报部门：法制股\n谈心谈话**人次", [None]),
        ("纪检组长谈心谈话**人次。", [None]),
        # we ourselves take over, and the department in charge does it for us
        ("周六同志参加集中学习*次，我局专题研讨*次，谈心谈话**人次。", [None, SEMINARS, TALKS]),
        ("团委集中学习*次，局党委专题研讨*次。", [None, SEMINARS]),
        ("办公室编发简报*篇，媒体报道**篇。", [BRIEFS, "media_articles"]),
        ("办公室编发简报*篇，谈心谈话**人次。", [BRIEFS, None]),
        ("税政股办理缓税缓费**亿元。", ["relief_deferred"]),
        ("纪检组谈心谈话**人次，播放警示教育片*场。", [TALKS, FILMS]),
        ("党委理论学习中心组集中学习*次，专题研讨*次。", [STUDY, SEMINARS]),
        ("在市局党委坚强领导下，谈心谈话**人次。", [TALKS]),
        # a limit of the first item; a word at a later one goes no further
        ("为高新技术企业办理缓税缓费**亿元，退税减税降费**亿元。", [None, None]),
        ("为重点企业办理退税减税降费**亿元。", [None]),
        ("针对个体工商户，退税减税降费**亿元。", [None]),
        ("社保费收入**亿元，快于序时进度*个百分点。", ["revenue_social", None]),
        ("节前播放警示教育片*场，谈心谈话**人次。", [None, None]),
        ("机关纪委现有委员*名，平均年龄**岁。", [None, None]),
        ("机关纪委改选书记*名、副书记*名、委员*名。", ["discipline_secretaries_elected", None, "discipline_members_elected"]),
        # inspections and lines that are not the catalogue's
        ("县委巡察反馈问题**条，整改完成**条。", [None, None]),
        ("市委巡察反馈问题**条，整改完成率**%。", [None, None]),
        ("市局巡察反馈问题**个，整改完成**个。", [ISSUES, CLOSED]),
        ("12366热线接听顺畅，日均接听咨询电话**次。", [None]),
        ("12345热线来电总量**次，人工接听**次。", [None, None]),
        # of those who were met
        ("召开税企恳谈会，收集意见建议**条。", [None]),
        ("走访企业*户，收集意见建议**条。", [None, None]),
        # topics and campaigns
        ("围绕乡村振兴开展专题研讨*次，形成研讨成果*篇。", [None, None]),
        ("聚焦“四风”顽疾，开展专项监督检查*次，编发简报*篇。", [None, None]),
        ("就出口退税编发简报*篇。", [None]),
        ("针对征期拥堵编发简报*篇，媒体报道*篇。", [None, None]),
        ("留抵退税专题研讨*次。", [None]),
        ("对车辆管理情况开展专项监督检查*次。", [None]),
        ("紧盯降费政策，开展专项监督检查*次。", [None]),
        ("减税降费方面，媒体报道*篇。", [None]),
        ("在第30个税收宣传月，媒体报道*篇，编发简报*篇。", [None, None]),
        ("四月税宣月，媒体报道*篇。", [None]),
        ("本地媒体报道*篇。", [None]),
        ("开展“铸牢忠诚”主题专题研讨*次。", [None]),
        ("结合主题教育，专题研讨*次。", [None]),
        ("围绕中心、服务大局，专题研讨*次，编发简报*篇。", [SEMINARS, BRIEFS]),
        ("聚焦征管改革、优化服务等，专题研讨*次。", [SEMINARS]),
        ("紧盯“两权”运行，谈心谈话**人次。", [TALKS]),
        ("围绕意识形态工作召开分析研判会*次。", ["ideology_assessments"]),
        ("集中学习就搞了*次。", [STUDY]),
        # titles
        ("附件2：省局2022年度工作报告（节选）\n谈心谈话**人次。", [None]),
        ("2022年总结\n附件：市局2022年工作总结（摘）\n谈心谈话**人次。", [None]),
        ("妇联2022年工作汇报\n收集意见建议**条。", [None]),
        ("个人工作总结\n一年来，谈心谈话**人次。", [None]),
        ("述职报告\n本人现任风控股副股长。一年来，谈心谈话**人次。", [None]),
        ("述责述廉报告\n本人担任局党委书记、局长。一年来，谈心谈话**人次。", [TALKS]),
        ("市局巡察整改情况报告\n谈心谈话**人次。", [TALKS]),
        ("落实区局部署情况\n谈心谈话**人次。", [TALKS]),
        ("邻县税务局2022年总结\n谈心谈话**人次。", [None]),
        ("2022年度区局工作总结\n谈心谈话**人次。", [TALKS]),
        ("办公室2022年宣传工作总结\n编发简报*篇。", [BRIEFS]),
        # names of bureaus
        ("国家税务总局平湖市临江县税务局2022年总结\n临江县税务局谈心谈话**人次，临江县局播放警示教育片*场。", [TALKS, FILMS]),
        ("国家税务总局临江县税务局2022年总结\n南山区税务局谈心谈话**人次。", [None]),
        ("填报单位：临江县税务局\n谈心谈话**人次", [TALKS]),
        ("临江县税务局谈心谈话**人次。", [TALKS]),
        ("临江县税务局来我局交流。临江县税务局谈心谈话**人次。", [None]),
        ("临江县税务局、南山区税务局谈心谈话**人次。", [None]),
        ("临江县税务局第二税务所谈心谈话**人次。", [None]),
        ("国家税务总局平湖市税务局谈心谈话**人次。", [None]),
        ("我县税务局谈心谈话**人次。", [TALKS]),
        ("年内区局谈心谈话**人次。", [TALKS]),
        ("乙县局谈心谈话**人次，播放警示教育片*场。", [None, None]),
    ],
)  # fmt: skip
def test_what_opens_a_sentence_holds_for_its_figures(text, wanted):
    assert metrics(text) == wanted


def test_rows_and_columns_of_other_bureaus_ask():
    rows = "| 单位 | 谈心谈话（人次） |\n| --- | --- |\n| 本局 | ** |\n| 丁县局 | ** |\n| E区局 | ** |\n| 高新区税务局 | ** |"
    columns = "| 项目 | 我局 | 丁县局 |\n| --- | --- | --- |\n| 播放警示教育片 | **场 | **场 |"
    for text, wanted in ((rows, [TALKS, None, None, None]), (columns, [FILMS, None])):
        found = inspect(read_bytes(text.encode(), Path("a.md")), 2022, SmallMeasurer()).number_blanks
        assert [b.binding.metric for b in found] == wanted


def test_a_stated_figure_of_others_raises_no_alarm():
    text = "法制股集中学习3次，谈心谈话9999人次。甲县局谈心谈话9999人次。"
    assert [b.metric for b in bind_all(CATALOGUE, text, 2022, find_claims(text))] == [None, None, None]


def test_a_lasting_reason_is_a_text_that_can_be_kept():
    reason = Lasting("说的是“工会”，不一定是本局", "工会")
    again = pickle.loads(pickle.dumps(reason))
    assert (again, again.said) == (reason, "工会")
