"""The text against itself and against the data: 100 of the 300 damaged copies of `make bench`, and each rule by example."""

import ast
import re
from pathlib import Path

import pytest
from damage import SAMPLE, measured, right_text, said_of

from metrics.measure import open_measurer
from report.inspection import inspect
from tests.report.plain import Text
from warehouse import snapshots
from warehouse.places import PRODUCT, Places

YEAR, COPIES = 2022, 100
GUIDE = PRODUCT / "docs" / "text-rules.md"
TRUE = Path(__file__).parent / "true_sentences.txt"


@pytest.fixture(scope="module")
def measurer(sample_copy):
    yield open_measurer(Places(sample_copy))
    snapshots.close_all()


@pytest.fixture(scope="module")
def right(measurer, tmp_path_factory):
    """The filled sample report with our own page."""
    return right_text(measurer, tmp_path_factory.mktemp("filled"))


def test_the_undamaged_report_raises_nothing(measurer, right):
    found = inspect(Text(right), YEAR, measurer)
    assert said_of(found) == []
    assert sum(c.status == "match" for c in found.claims) >= 40


def test_nineteen_of_twenty_damages_are_caught_and_named(measurer, right):
    score = measured(measurer, right, COPIES)
    print(score.text)
    assert len(score.missed) <= COPIES // 20, "\n".join([score.text, *score.missed])


EXAMPLES = [
    ("市局巡察反馈问题24条，均已整改完毕。", "parts", "均已整改完毕"),
    ("市局巡察反馈的24条问题，已全部完成整改。", "parts", "已全部完成整改"),
    ("市局巡察反馈问题24条，已全部整改到位的21条。", None, None),
    ("市局巡察反馈问题24条，要求全部整改到位。", None, None),
    ("市局巡察反馈问题24条，均已制定整改措施。", None, None),
    ("区委巡察反馈问题24条，均已整改完毕。", None, None),
    ("谈心谈话由52次增长到46次。", "direction", "增长"),
    ("网点由10个增加到37个，下降2.7倍。", "direction", "下降"),
    ("投诉由52件减少到46件，下降11.5%。", None, None),
    ("办件量由200件增加到250件，增长35%。", "growth-rate", "35%"),
    ("办件量由200件增加到250件，增长25%。", None, None),
    ("办件量250件，比上年的200件增长25%。", None, None),
    ("办件量250件，比上年的200件增长20%。", "growth-rate", "20%"),
    ("收入由3.45亿元增长到6.08亿元，增长2.7倍。", "multiple", "2.7倍"),
    ("收入由3.45亿元增长到6.08亿元，增长76.2%。", None, None),
    ("网点由10个增加到37个，增长2.7倍。", None, None),
    ("网点37个，是上年10个的2.7倍。", "multiple", "2.7倍"),
    ("网点37个，是上年10个的3.7倍。", None, None),
    ("网点由10个增加到20个，翻了一番。", None, None),
    ("网点由10个增加到18个，翻了两番。", "multiple", "翻了两番"),
    ("满意度由95.1%提高到97.4%，提高2.3%。", "percent-point", "2.3%"),
    ("满意度由95.1%提高到97.4%，提高2.3个百分点。", None, None),
    ("满意度97.4%，同比提高2.3%。", "percent-point", "2.3%"),
    ("办件量由200件增加到250件，增长25个百分点。", "percent-point", "25个百分点"),
    ("受理申请200件，其中网上受理150件，占75%。", None, None),
    ("受理申请200件，其中网上受理150件，占57%。", "share", "57%"),
    ("举办学堂24期，其中线上15期、线下9期。", None, None),
    ("举办学堂24期，其中线上15期、线下8期。", "parts", "24期"),
    ("举办学堂24期，其中进企业20期、进社区9期。", "parts", "24期"),
    ("修路12.5公里、架桥3.2公里，合计16.7公里。", "parts", "16.7公里"),
    ("甲村28.12万元、乙村8.9万元、丙村1.6万元，三项共38.26万元。", "parts", "38.26万元"),
    ("甲村28.12万元、乙村8.9万元、丙村1.6万元，共38.62万元。", None, None),
    ("修路12.5公里，其中油路8公里，共投工3.2公里。", None, None),
    ("举办学堂24期，其中进企业10期、进社区9期。", None, None),
    ("办税时间由4小时压缩到1小时，压缩75%。", None, None),
    ("办税时间由4小时压缩到1小时，压缩25%。", "growth-rate", "25%"),
    ("满意度排名由第8位上升到第3位，提升5位。", None, None),
    ("受理投诉由3至5件减少到2件。", None, None),
    ("差距由3个百分点缩小到1个百分点。", None, None),
    ("第一种形态663人次，占66%；共处理1005人次。", None, None),
    ("共处理1005人次：第一种形态663人次，占66%；第二种262人次，占26%。", None, None),
    ("共处理1005人次：第一种形态663人次，占66%；第二种262人次，占36%。", "share", "36%"),
    ("办结申请150件，占受理总数200件的75%。", None, None),
    ("办结申请150件，占受理总数200件的65%。", "share", "65%"),
    ("企业120户，其中制造业30户，占全省制造业的2%。", None, None),
    ("办结申请250件，完成年度目标200件的125%。", None, None),
    ("办结申请250件，完成年度目标200件的152%。", "share", "152%"),
    ("办结申请150件，完成全年任务200件的75%。", None, None),
    ("办结申请250件，完成年度目标200件的125%，超额50件。", None, None),
    ("办结申请250件，完成年度目标200件的125%，超额80件。", "share", "80件"),
    ("收入10.46亿元，完成年度预算10亿元的104.6%，超收0.46亿元。", None, None),
    ("收入10.46亿元，完成年度预算10亿元的104.6%，超收4600万元。", None, None),
    ("收入10.46亿元，完成年度预算10.00亿元的104.6%，超收0.64亿元。", "share", "0.64亿元"),
    ("处分34人（党纪处分31人、政务处分14人）。", None, None),
    ("现有干部126人，其中党员98人、35岁以下40人。", None, None),
    ("现有干部126人，其中党员158人。", "parts", "158人"),
    ("发行债券10.4亿元，包括一般债券0.2亿元、专项债券10.2亿元。", None, None),
    ("发行债券10.4亿元，包括一般债券0.2亿元、专项债券12.0亿元。", "parts", "10.4亿元"),
    ("发行债券10.4亿元，包括专项债券8.1亿元、再融资债券1.0亿元等。", None, None),
    ("处理案件45件，其中简易程序20件、一般程序15件，其余10件。", None, None),
    ("处理案件45件，其中简易程序20件、一般程序15件，其余12件。", "parts", "45件"),
    ("办件量250件，上年为200件，同比增长25%。", None, None),
    ("办件量250件，上年为200件，同比增长52%。", "growth-rate", "52%"),
    ("办件量250件，上年为200件，同比下降25%。", "direction", "下降"),
    ("上年办件200件，今年办件250件，增加60件。", "growth-rate", "60件"),
    ("办件量由200件增加到450件，剔除线上因素增长25%。", None, None),
    ("满意率达97.4个百分点。", "percent-point", "97.4个百分点"),
    ("满意率提高2.3个百分点。", None, None),
    ("地方级收入同比增长8.3个百分点。", "percent-point", "8.3个百分点"),
    ("完成预算的97.4%，同比下降2.3%。", None, None),
    ("总量13926万吨，比上年减少162万吨，下降1.2%。", None, None),
    ("增速分别快4.6和3.1个百分点，占比分别为12.1%和32.6%，提高0.7和1.2个百分点。", None, None),
    ("2021年，网点只有10个。2022年，网点增加到37个。", None, None),
    ("2021年度工作报告\n过去的2022年，任务很重。", "wrong-year", "2021"),
    ("2022年度工作总结\n一、关于2021年度民主生活会整改情况\n已完成。", None, None),
    ("2022年度工作总结\n（一）2021年遗留问题整改情况\n已完成。", None, None),
    ("2022年度工作总结\n2021年同期情况\n略。", None, None),
    ("关于2021年度巡察整改情况的报告\n2022年，全部完成。", None, None),
    ("在2023年全县税务工作会议上的报告\n一、2022年工作回顾\n已完成。", None, None),
    ("河阳县税务局2023年税务工作会议报告\n一、2022年工作回顾\n已完成。", None, None),
    ("河阳县税务局2021年度工作情况的报告\n2022年，任务很重。", "wrong-year", "2021"),
    ("发现问题32个，平均每次2个，已整改30个。", None, None),
    ("第一批整改15条，第二批整改6条，共整改21条。", None, None),
    ("反馈问题24条，已整改30条。", "parts", "30条"),
    ("日均接听339次，其中人工128次、智能212次。", None, None),
    ("日均接听339次，其中人工128次、智能222次。", "parts", "339次"),
    ("共接听339次，包括人工128次、智能212次。", "parts", "339次"),
    ("2月29日召开会议，历时13个月。", None, None),
    ("2022年2月29日召开会议。", "date", "2月29日"),
    ("2022年13月召开会议。", "date", "13月"),
    ("2月30日召开会议。", "date", "2月30日"),
    ("河阳县税务局2022年工作总结\n2021年税费收入情况\n已完成。", None, None),
    ("2021年税费收入情况\n2022年，任务很重。", "wrong-year", "2021"),
    ("过去的2021年，任务很重。2022年工作平稳。", "wrong-year", "2021"),
    ("在2023年全县税务工作会议上的报告\n一、2022年工作回顾\n2022年，任务很重。", None, None),
    ("河阳县税务局2023年税务工作会议报告\n2022年，任务很重。", None, None),
    ("在2021年全县税务工作会议上的报告\n2022年，任务很重。", "wrong-year", "2021"),
    ("回顾2021年，我局组织税费收入40.4亿元。2022年为38.62亿元。", None, None),
    ("回顾2021年，我局组织税费收入38.62亿元。2022年更好。", "wrong-year", "2021"),
    ("2022年工作平稳，好于2021年。", None, None),
    ("抓好“三项举措”。一是甲。三是丙。", "count-heading", "三项举措"),
    ("深入学习贯彻党的二十大精神，一是党委带头学；二是支部跟进学；三是干部自觉学。", None, None),
    ("一是学习宣传贯彻党的二十大精神。二是抓实支部。三是带好队伍。", None, None),
    ("一是以党的十九大精神为指引。二是掀起二十大热潮。三是落实二十届三中全会精神。", None, None),
    ("（一）抓好党的二十大精神学习贯彻。\n（二）抓实支部。一是甲。二是乙。", None, None),
    ("筑牢党的八大精神。一是甲。二是乙。", None, None),
    ("（一）持续深化学习。（二）持续建强支部。\n（三）从严管理。", None, None),
    ("（一）持续深化学习。（三）持续建强支部。", "sequence", "（三）"),
    (
        "抓好“三项举措”。一是甲。二是乙。\n做到四个到位：一是组织到位，二是责任到位，三是措施到位，四是考核到位。",
        "count-heading",
        "三项举措",
    ),
    ("从两个方面发力：一是甲，二是乙。\n做好三件实事：第一，修路；第二，通水；第三，种树。", None, None),
    ("做好三件实事：第一，修路；第二，通水。", "count-heading", "三件实事"),
    ("组织经费38.62亿元，超额完成年度目标39.2亿元。", "share", "39.2亿元"),
    ("超额完成年度目标39.2亿元，组织税费收入38.62亿元。", "share", "39.2亿元"),
    ("完成年度目标40亿元，组织税费收入38.62亿元。", None, None),
    ("入库38.62亿元，完成年度目标40亿元，超收0.42亿元。", "share", "0.42亿元"),
    ("收入目标38.2亿元，实际完成37.62亿元，完成率101.1%。", "share", "101.1%"),
    ("完成年初预算40亿元的106.6%，入库38.62亿元。", "share", "106.6%"),
    ("入库38.62亿元，完成调整预算38.2亿元的101.1%，完成年初预算40亿元的106.6%。", "share", "106.6%"),
    ("四个季度分别入库12.54亿元、7.80亿元、9.55亿元、9.73亿元，全年38.62亿元。", "parts", "38.62亿元"),
    ("四个季度分别入库12.54、7.80、9.55、9.73亿元，全年38.62亿元。", "parts", "38.62亿元"),
    ("走访46次，四个季度分别为7次、11次、9次、20次。", "parts", "46次"),
    ("登记3.2万户，其中企业1.1万户、个体工商户2.3万户。", "parts", "3.2万户"),
    ("报道媒体有14家，其中中央级2家、省级5家、市级8家。", "parts", "14家"),
    ("处理12人次，其中第一种形态10人次，第二种形态3人次。", "parts", "12人次"),
    ("维护费18.6万元，比上年减少2.3万元，下降21%。", "growth-rate", "21%"),
    ("举办培训班12期，培训1200人次，平均每期110人次。", "average", "110人次"),
    ("发现问题56个，立行立改48个，整改率95.7%。", "share", "95.7%"),
    ("受理建议63条，采纳71条。", "parts", "71条"),
    ("做到“五个到位”，即思想到位、组织到位、措施到位、责任到位。", "count-heading", "“五个到位”"),
    ("走访约96余户。", "two-qualifiers", "96余户"),
    ("存在三个方面不足：一是甲。二是乙。三是丙。今后，一是丁，二是戊，三是己，四是庚。", None, None),
    ("查摆出两个方面问题：一是甲。二是乙。主要原因：一是丙，二是丁，三是戊。今后，一是己，二是庚。", None, None),
    ("开展两项活动，一是甲，二是乙。同时，一是丙，二是丁，三是戊。", None, None),
    ("查摆出两个方面问题：一是甲；二是乙；三是丙。下一步：一是丁；二是戊。", "count-heading", "两个方面问题"),
    ("查摆出三个方面问题：一是甲；二是乙。下一步：一是丙；二是丁。", "count-heading", "三个方面问题"),
    ("“两个到位”。一是甲，重在：\n一是宣传，二是落实。\n二是乙。", None, None),
    ("增速由-3.5%回升至1.2%。", None, None),
    ("用户由1万户增至5万户，增长5倍。", "multiple", "5倍"),
    ("用户由1万户增至5万户，增长4倍。", None, None),
    ("满意率由92%提高到95%，提高3%。", "percent-point", "3%"),
    ("满意率由80%提高到100%，提高25%。", None, None),
    ("今年受理690件，去年受理600件，同比增长13%。", "growth-rate", "13%"),
    ("今年受理690件，去年受理600件，同比增长15%。", None, None),
    ("今年受理690件，去年结转600件，同比增长13%。", None, None),
    ("投入资金600万元，由财政拨款350万元和自筹资金200万元两部分构成。", "parts", "600万元"),
    ("投入资金600万元，由财政拨款350万元和自筹资金250万元两部分构成。", None, None),
    ("三期轮训共210人次，第一期80人次、第二期75人次、第三期65人次。", "parts", "210人次"),
    ("三期轮训共220人次，第一期80人次、第二期75人次、第三期65人次。", None, None),
    ("五期轮训共210人次，第一期80人次、第二期75人次。", None, None),
    ("三类纠纷分别为36件、24件、20件，第一类占50%。", "share", "50%"),
    ("三类纠纷分别为36件、24件、20件，第一类占45%。", None, None),
    ("监测的180天里，有54天为轻度污染，占40%。", "share", "40%"),
    ("监测的180天里，有54天为轻度污染，占30%。", None, None),
    ("职工640名，其中女职工160名，占四成。", "share", "四成"),
    ("职工640名，其中女职工264名，占四成。", None, None),
    ("开具发票36,000份（即3.06万份）。", "stated-twice", "3.06万份"),
    ("开具发票36,000份（即3.6万份）。", None, None),
    ("通过决议7项，这9项决议已全部公示。", "stated-twice", "9项"),
    ("通过决议7项，这7项决议已全部公示。", None, None),
    ("通过决议7项、意见2项，这9项决议和意见已全部公示。", None, None),
    ("走访困难户320户，所走访的230户困难户均已建档。", "stated-twice", "230户"),
    ("在职干部186人，全局在职干部168人全部签订承诺书。", "stated-twice", "168人"),
    ("甲所在职干部86人，乙所在职干部68人，均已签订承诺书。", None, None),
    ("藏书2,400册，上述2,040册藏书已编目。", "stated-twice", "2,040册"),
    ("办件12件，比上年9件少3件。", "direction", "少"),
    ("办件12件，比上年9件多3件。", None, None),
    ("办件12件，比上年9件多4件。", "growth-rate", "4件"),
    ("办件12件，与上年的9件持平。", "direction", "持平"),
    ("办件12件，与上年的12件持平。", None, None),
    ("办件12件，较上年12件有所增加。", "direction", "增加"),
    ("办件34件，较上年36件有所增加。", "direction", "增加"),
    ("收入3.6亿元，较上年3.6亿元略有增长。", None, None),
    ("一季度办件22件，二季度办件17件，环比增长22.7%。", "direction", "增长"),
    ("一季度办件22件，二季度办件17件，环比下降29.4%。", "growth-rate", "29.4%"),
    ("一季度办件22件，三季度办件17件，环比增长22.7%。", None, None),
    ("撰写信息18篇，其中6篇被采用，占比超过一半。", "share", "超过一半"),
    ("撰写信息18篇，其中6篇被采用，占比不足一半。", None, None),
    ("上半年培训18期，超过全年46期的一半。", "share", "超过全年46期的一半"),
    ("上半年培训28期，超过全年46期的一半。", None, None),
    ("职工640名，其中女职工300名，占比超过四成。", None, None),
    ("交办事项24件逐件登记、专人负责，其中21件已办结，剩余4件。", "parts", "24件"),
    ("交办事项24件逐件登记、专人负责，其中21件已办结，剩余3件。", None, None),
    ("交办3类24件，其中甲类10件、乙类9件、丙类6件。", "parts", "24件"),
    ("交办3类24件（甲类10件、乙类9件、丙类4件）。", "parts", "24件"),
    ("交办3类24件，其中一季度办结10件、二季度办结8件、三季度办结3件。", None, None),
    ("交办3类24件，涉及甲类10件、乙类12件、丙类8件。", None, None),
    ("办件一季度22、二季度17、三季度27、四季度30，合计86。", "parts", "86"),
    ("办件一季度22、二季度17、三季度27、四季度30，合计96。", None, None),
    ("办件96件，其中一季度22件、二季度17件、三季度27件、四季度40件。", "parts", "96件"),
    ("办件96件，其中上半年39件、下半年57件，分别占46.0%和54.0%。", "share", "46.0%"),
    ("办件96件，其中上半年39件、下半年57件，分别占40.6%和59.4%。", None, None),
    ("办件96件，上半年39件、下半年57件，分别占46.0%和54.0%。", "share", "54.0%"),
    ("交办事项24件，目前已办结21件，剩余4件。", "parts", "24件"),
    ("交办事项24件，目前已办结21件，剩余3件。", None, None),
]


@pytest.mark.parametrize(("text", "rule", "said"), EXAMPLES)
def test_each_rule_by_example(measurer, text, rule, said):
    found = inspect(Text(text), YEAR, measurer)
    marked = [(f.rule, text[f.start : f.end]) for f in found.findings]
    if rule is None:
        assert marked == []
    else:
        assert any(name == rule and said in words for name, words in marked), marked


def test_words_against_the_data(measurer):
    def rules(text):
        return [f.rule for f in inspect(Text(text), YEAR, measurer).findings]

    assert rules("全年组织税费收入38.62亿元，实现增收。") == ["direction"]
    assert rules("全年组织税费收入38.62亿元，按同口径同比增长7.7%。") == []
    assert rules("全年谈心谈话96人次，比上年增加。") == []
    assert rules("全年谈心谈话96人次，比上年减少。") == ["direction"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("全年组织税费收入38.62亿元，同比下降4.4%。", []),
        ("全年组织税费收入38.62亿元，同比增长4.4%。", ["direction"]),
        ("全年组织税费收入38.62亿元，同比下降5.4%。", ["growth-rate"]),
        ("全年组织税费收入38.62亿元，比上年减少1.78亿元。", []),
        ("全年组织税费收入38.62亿元，较上年的44.00亿元下降12.2%。", ["wrong-figure"]),
        ("全年组织税费收入38.62亿元，较上年的40.40亿元下降4.4%。", []),
        ("税费收入同比下降4.4%。", []),
        ("税费收入同比增长4.4%。", ["direction"]),
        ("税费收入同比增长7.7%。", []),
        ("税费收入同比下降44%。", ["growth-rate"]),
        ("全市税费收入同比下降44%。", []),
        ("智能语音解答占比62.3%，同比提高9.7个百分点。", []),
        ("全年集中学习46次。全年集中学习46次。", []),
        ("组织税费收入**亿元，实现增收。", ["direction"]),
        ("组织税费收入**亿元，同比下降4.4%。", []),
        ("退税降费金额**亿元，比上年增加。", []),
        ("以上退税降费金额**亿元，比上年减少。", ["direction"]),
    ],
)
def test_growth_against_the_data(measurer, text, rules):
    found = inspect(Text(text), YEAR, measurer)
    assert [rule for _, rule in said_of(found)] == rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年开展专项监督检查16次，与上年持平。", "持平"),
        ("年内追究责任3人，较上年有所下降。", "下降"),
        ("年内追究责任3人，与上年持平。", None),
        ("2022年党支部19个，与2021年持平。", "持平"),
        ("2022年党支部19个，与2020年持平。", None),
        ("谈心谈话96人次，同比大幅下降。", "下降"),
        ("谈心谈话96人次，得到区委充分肯定，比上年减少。", "减少"),
        ("谈心谈话96人次，连续三年下降。", "下降"),
        ("谈心谈话96人次，连续三年增加。", None),
        ("全年收到34户纳税人感谢信及锦旗，较上年有所减少。", "减少"),
        ("全年组织税费收入38.62亿元，再创新高。", "再创新高"),
        ("税费收入再创新高。", "再创新高"),
        ("非税收入再创新高。", None),
        ("税费收入连续三年下降。", "下降"),
        ("税费收入今后将连续三年下降。", None),
        ("全市税费收入连续三年下降。", None),
        ("专项监督检查次数与上年持平。", "持平"),
        ("二季度谈心谈话17人次，环比增长22.7%。", "增长"),
        ("二季度谈心谈话17人次，环比下降22.7%。", None),
        ("热线接通率90.5%，比上年下降2.4个百分点。", "下降"),
        ("热线接通率90.5%，比上年提高2.4个百分点。", None),
    ],
)
def test_words_of_direction_without_a_number(measurer, text, said):
    found = inspect(Text(text), YEAR, measurer)
    marked = [(f.rule, text[f.start : f.end]) for f in found.findings]
    assert marked == ([] if said is None else [("direction", said)])


def test_the_change_of_a_rate_is_told_in_points(measurer):
    for text in ("热线接通率90.5%，比上年下降2.4个百分点。", "热线接通率持续下降。"):
        (found,) = inspect(Text(text), YEAR, measurer).findings
        assert "提高 2.4个百分点" in found.message
        assert "2.7%" not in found.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年组织税费收入超过38.5亿元。", None),
        ("退税降费金额超9.5亿元。", None),
        ("全年组织税费收入突破38亿元。", None),
        ("全年组织税费收入突破39亿元。", "宜写 突破38亿元"),
        ("全年组织税费收入突破38.7亿元。", "宜写 突破38.6亿元"),
        ("全年组织税费收入超过30亿元。", None),
        ("全年组织税费收入超过27亿元。", "宜写 超过38亿元"),
        ("日均接听咨询电话330至345次。", None),
        ("日均接听咨询电话在330次和345次之间。", None),
        ("日均接听咨询电话350次至400次之间。", "不在 350次 和 400次 之间"),
        ("日均接听咨询电话33至34.5次。", "像是单位或小数点错了位"),
    ],
)
def test_figures_from_which_and_between_which(measurer, text, told):
    wrong = [c.reason for c in inspect(Text(text), YEAR, measurer).claims if c.status == "mismatch"]
    assert (wrong == []) if told is None else (len(wrong) == 1 and told in wrong[0])
    assert inspect(Text(text), YEAR, measurer).findings == ()


def test_no_true_sentence_is_called_wrong(measurer):
    """Our own sentences on growth, parts, ranges and directions, all true of the sample data or of nothing that is in them."""
    sentences = TRUE.read_text(encoding="utf-8").splitlines()
    called = {s: said for s in sentences if (said := said_of(inspect(Text(s), YEAR, measurer)))}
    assert called == {}
    assert len(sentences) >= 60


def test_symbols_of_a_font_are_no_figures(measurer):
    text = "\uf0b7 网点由\uf06c10个增加到37个\ue000，增长2.7倍。\uf0b7由\ue001增长到\ue002，增长\ue003。"
    assert said_of(inspect(Text(text), YEAR, measurer)) == []


def test_the_same_figure_with_two_values(measurer):
    text = "全年集中学习46次，成效明显。\n全年集中学习64次。"
    found = inspect(Text(text), YEAR, measurer)
    assert [(text[f.start : f.end], f.rule) for f in found.findings] == [("64次", "stated-twice")]
    about = "全年集中学习46次，成效明显。\n全年集中学习40余次。"
    assert said_of(inspect(Text(about), YEAR, measurer)) == []


def test_a_placeholder_left_in_a_finished_text(measurer, right):
    text = right + "开展培训**期。\n"
    assert "blank-left" in [f.rule for f in inspect(Text(text), YEAR, measurer).findings]
    assert "blank-left" not in [
        f.rule for f in inspect(Text(SAMPLE.read_text(encoding="utf-8")), YEAR, measurer).findings
    ]


def test_a_wrong_figure_says_what_is_wrong_with_it(measurer):
    def said(text):
        (claim,) = inspect(Text(text), YEAR, measurer).claims
        return claim.status, claim.rule

    assert said("全年组织税费收入38.62亿元。") == ("match", "")
    assert said("全年组织税费收入38.26亿元。") == ("mismatch", "wrong-figure")
    assert said("全年组织税费收入38.62万元。") == ("mismatch", "unit-slip")
    assert said("全年组织税费收入386.2亿元。") == ("mismatch", "unit-slip")
    assert said("2021年，组织税费收入38.62亿元。") == ("mismatch", "wrong-year")


def test_a_growth_rate_takes_the_word_before_it(measurer):
    def blank(text):
        (found,) = inspect(Text(text), YEAR, measurer).blanks
        return found.status, found.shown

    assert blank("税费收入按自然口径同比下降**%。") == ("bound", "4.4")
    assert blank("税费收入按自然口径同比增长**%。")[0] == "ask"
    assert blank("税费收入按同口径同比增长**%。") == ("bound", "7.7")


def test_every_rule_is_told_in_the_guide_and_every_rule_told_of_is_there():
    told = re.findall(r"`([a-z]+(?:-[a-z]+)*)`", "".join(re.findall(r"^\| (`.*?) \|", GUIDE.read_text("utf-8"), re.M)))
    written = "".join(p.read_text("utf-8") for p in (PRODUCT / "report").rglob("*.py"))
    calls = [
        n
        for n in ast.walk(ast.parse(written.replace("from __future__ import annotations", "")))
        if isinstance(n, ast.Call)
    ]
    made = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "Finding"]
    names = {a.value for n in made for a in n.args if isinstance(a, ast.Constant)} - {"error", "warning"}
    assert {n for n in told if f'"{n}"' not in written} == set()
    assert {n for n in names if isinstance(n, str) and re.fullmatch(r"[a-z-]+", n)} <= set(told)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("税费收入较2020年增长7%。", []),
        ("税费收入比前年增长6.8%。", []),
        ("税费收入比上年增长4.4%。", ["direction"]),
        ("2023年，税费收入同口径增长6%以上。", []),
        ("2023年，组织税费收入38.62亿元。", ["wrong-year"]),
        ("谈心谈话同比增长9.1%。", []),
        ("全年谈心谈话较上年增长12.1%。", ["growth-rate"]),
        ("谈心谈话较上年下降9.1%。", ["growth-rate"]),
        ("第一税务所情况\n谈心谈话同比增长12.1%。", []),
        ("市局开展座谈，谈心谈话同比增长12.1%。", []),
    ],
)
def test_a_growth_is_since_the_year_that_is_said(measurer, text, rules):
    assert [f.rule for f in inspect(Text(text), YEAR, measurer).findings] == rules


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("机关纪委书记36岁，委员平均年龄32岁。", ["unbound", "unbound"]),
        ("税费收入目标38.2亿元，完成110.1%。", ["match", "mismatch"]),
        ("税费收入目标38.2亿元，完成101.1%。", ["match", "match"]),
        ("税费收入比2020年同口径增长7.7%。", ["unbound"]),
    ],
)
def test_means_of_some_and_shares_of_a_target(measurer, text, wanted):
    assert [c.status for c in inspect(Text(text), YEAR, measurer).claims] == wanted


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("办理退税降费9.84亿元、12386户次，是上年的2.3倍。", []),
        ("办理退税降费9.84亿元、12386户次，是上年的1.3倍。", []),
        ("办理退税降费9.84亿元、12386户次，是上年的3.3倍。", ["multiple"]),
        ("集中学习46次、专题研讨8次，平均每月4.5次。", []),
        ("集中学习46次、专题研讨8次，平均每月0.7次。", []),
        ("集中学习46次、专题研讨8次，平均每月6.5次。", ["average"]),
    ],
)
def test_what_follows_two_amounts_in_one_breath_may_be_said_of_either_or_both(measurer, text, rules):
    assert [f.rule for f in inspect(Text(text), YEAR, measurer).findings] == rules
