"""Every column of every table, once: its identifier, heading, type, unit and meaning.

The ten tables are the ten sources that a bureau's departments send. A fact row carries, besides the
columns below, the three columns of `EVIDENCE`, which lead back to the row of the file it came from.
Money is stored in 元 as DECIMAL(18,2); counts are BIGINT; dates are DATE; a month of birth is the
first day of that month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a cell of a column holds."""

    DATE = "date"
    MONTH = "month"
    """A year and a month, stored as the first day of that month."""
    MONEY = "money"
    """元, whatever the unit of the file."""
    COUNT = "count"
    NUMBER = "number"
    YEAR = "year"
    TEXT = "text"
    FLAG = "flag"

    @property
    def sql(self) -> str:
        """The DuckDB type it is stored as."""
        return _SQL_TYPES[self]


_SQL_TYPES = {
    Kind.DATE: "DATE",
    Kind.MONTH: "DATE",
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.COUNT: "BIGINT",
    Kind.NUMBER: "DECIMAL(18,4)",
    Kind.YEAR: "INTEGER",
    Kind.TEXT: "VARCHAR",
    Kind.FLAG: "BOOLEAN",
}


class Personal(Enum):
    """How a column that can identify somebody enters the warehouse."""

    PERSON = "person"  # a code or a name: stored as a keyed digest
    TAXPAYER = "taxpayer"  # stored as it is for companies, as a keyed digest for natural persons
    DROPPED = "dropped"  # names, telephone numbers: never stored


@dataclass(frozen=True)
class Column:
    """One column: `name` in the warehouse, `heading` in the department's file."""

    name: str
    heading: str
    kind: Kind
    meaning: str
    required: bool = False
    unit: str | None = None
    synonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Closed list: anything else is refused."""
    also: tuple[tuple[str, str], ...] = ()
    """Other words for codes, and the code that each stands for."""
    code_list: str | None = None
    """File under data/reference with the bureau's own list: anything else is a warning."""
    spelt: tuple[tuple[str, str], ...] = ()
    """Other spellings of a code: a pattern that the whole cell must fulfil (without blanks, half-width), and the code it
    certainly stands for; '' is an empty cell."""
    tidy: str = ""
    """How spellings of one thing are made equal before counting: as a `name`, a `category` or a `number`."""
    personal: Personal | None = None
    at_least: int | None = None
    empty_is: int | None = None
    """What an empty cell means (quantities left empty are 1)."""
    example: str = ""


@dataclass(frozen=True)
class Table:
    """One source: who sends it, its grain, its columns and its key."""

    stem: str
    title: str
    department: str
    grain: str
    columns: tuple[Column, ...]
    dated_by: str
    """The column that says which month a row belongs to."""
    key: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """What tells apart the lines of one paper, where several rows may have one key."""
    one_row: str = ""
    """What to do with two rows of one key, where neither is a copy."""
    roster: bool = False
    """Rosters are replaced whole and hold as of the date they state."""
    title_words: tuple[str, ...] = ()
    """Words in a file's name or title that speak for this source."""
    summed: str = ""
    """The column that every metric of the source only adds up: so a summary table (a column a month, a column a tax kind)
    gives the same figures as rows one by one. Empty where rows are counted: there a summary is refused."""

    def column(self, name: str) -> Column:
        """The column of that identifier; KeyError if there is none."""
        return next(c for c in self.columns if c.name == name)


EVIDENCE = ("source_batch", "source_sheet", "source_row")
"""Columns of every fact table: batch id (VARCHAR), sheet name (VARCHAR, '' for CSV), row number in the file (BIGINT, from 1)."""

_OFFICE = Column("office", "主管税务所", Kind.TEXT, "主管该纳税人的税务所（分局）", code_list="offices.csv",
                 synonyms=("税务所", "主管税务分局", "主管税务机关", "管理所", "分局", "主管税务所（科、分局）"), example="第二税务所")  # fmt: skip
_INDUSTRY = Column("industry", "行业", Kind.TEXT, "国民经济行业门类（GB/T 4754）", code_list="industries.csv",
                   synonyms=("行业门类", "所属行业", "行业名称"), example="制造业")  # fmt: skip
_TAX_KIND_SYNONYMS = ("税种", "费种", "税费种类", "征收项目", "税（费）种", "税费种名称", "税种名称", "项目名称")
_TAXPAYER_SYNONYMS = (
    "社会信用代码",
    "统一社会信用代码",
    "纳税人识别号（社会信用代码）",
    "信用代码",
    "税号",
    "纳税人代码",
    "缴费人识别号",
    "识别号",
)
_PROOF = Column(
    "proof", "佐证材料", Kind.TEXT, "证明材料的名称或编号", synonyms=("佐证", "证明材料", "备查材料", "材料")
)
_DEPARTMENT = Column(
    "department", "责任部门", Kind.TEXT, "承办部门", synonyms=("承办部门", "责任科室", "承办科室", "牵头部门", "部门")
)
_TOPIC = Column(
    "topic", "主题", Kind.TEXT, "活动或检查的主题", synonyms=("内容", "专题", "活动主题", "检查内容", "题目")
)
_LEVELS = (
    ("市|地市级?|地级市级?|设区市级?", "市级"),
    ("区", "区级"),
    ("县", "县级"),
    ("省", "省级"),
    ("国家|全国", "国家级"),
)
_OF_THE_CITY = r"(市局|市税务局)(党委)?(第[一二三四五六\d]+)?(巡察(组|办|办公室)?)?(反馈|提出|指出)?"
_DAY = Column(
    "day",
    "日期",
    Kind.DATE,
    "事项发生的日期",
    True,
    synonyms=(
        "时间", "发生日期", "活动日期", "开展日期", "办理日期", "年月日", "学习日期", "召开日期", "举办日期", "会议日期", "检查日期",
        "谈话日期", "观看日期", "实施日期", "实际日期", "实际开展日期", "发布日期", "刊发日期", "发布时间", "刊发时间", "收到日期",
        "收到时间", "谈话时间", "报道日期", "报道时间", "开展时间", "活动时间", "学习时间", "召开时间", "举办时间", "会议时间", "检查时间",
        "实施时间", "观看时间", "办理时间", "发生时间",
    ),
    example="2022-03-18",
)  # fmt: skip
_PERSON_SYNONYMS = (
    "被追责人员",
    "被追究责任人员",
    "人员编号",
    "人员编码",
    "姓名",
    "干部姓名",
    "人员姓名",
    "干部代号",
    "工号",
)


def _kinds(codes: tuple[str, ...], also: Mapping[str, str] | None = None) -> Column:
    return Column(
        "kind",
        "事项",
        Kind.TEXT,
        "事项类别",
        True,
        synonyms=(
            "事项类别",
            "类别",
            "事项名称",
            "工作事项",
            "活动类别",
            "类型",
            "活动类型",
            "工作类型",
            "工作类别",
            "事项类型",
        ),
        codes=codes,
        also=tuple((word, code) for code, words in (also or {}).items() for word in words.split()),
        example=codes[0],
    )


_SUPERVISED = {
    "专项监督检查": "开展专项监督检查 专项监督检查次数 开展专项监督检查次数 监督检查专项",
    "警示教育片": "观看警示教育片 组织观看警示教育片 警示教育片观看 播放警示教育片 集中观看警示教育片 警示教育片场次 警示教育片场数 观看警示教育片场次",
    "谈心谈话": "开展谈心谈话 谈心谈话人次 开展谈心谈话人次",
    "酒驾醉驾检查": "酒驾醉驾专项检查 酒驾醉驾专项检查次数 酒驾醉驾检查次数 酒驾检查 酒驾检查次数 酒驾专项检查 开展酒驾醉驾专项检查 开展酒驾醉驾检查",
}
_PARTY_WORK = {
    "意见建议": "征集意见建议 收集意见建议 征求意见建议 意见建议条数",
    "听取意识形态汇报": "听取意识形态专题汇报 听取意识形态工作汇报 听取意识形态工作专题汇报",
    "意识形态分析研判会": "意识形态分析研判 召开意识形态分析研判会 意识形态工作分析研判会",
    "青年干部座谈会": "召开青年干部座谈会 青年座谈会",
    "集中学习": "开展集中学习 集中学习次数 集中学习场次",
    "专题研讨": "开展专题研讨 专题研讨次数 专题研讨场次",
    "研讨成果": "研讨成果篇数 形成研讨成果",
}
"""What reports and departments call the same event: nothing but it."""


REVENUE = Table(
    "revenue", "税费收入", "收入核算股", "每张入库票证一行（几个税费种、级次的各一行）；退库为负数", dated_by="received_on", key=("voucher",), lines=("tax_kind", "budget_level"), summed="amount_yuan",
    one_row="确是一张票证上的两笔（如两个品目）的，请把金额合成一行，或在票证号后加 -1、-2 区分，不要删去",
    title_words=("税费收入", "入库明细", "税收收入", "组织收入", "入库"),
    columns=(
        Column("received_on", "入库日期", Kind.DATE, "国库入库的日期", True, synonyms=("入库日", "入库时间", "销号日期", "税款入库日期", "入（退）库日期"), example="2022-03-18"),
        Column("tax_kind", "税费种", Kind.TEXT, "税种、社会保险费种或非税收入项目", True, synonyms=_TAX_KIND_SYNONYMS, code_list="tax_kinds.csv", example="增值税"),
        Column("budget_level", "预算级次", Kind.TEXT, "收入归属的预算级次", synonyms=("级次", "预算科目级次", "收入级次", "分成级次"), code_list="budget_levels.csv", example="区级"),
        _INDUSTRY,
        _OFFICE,
        Column("taxpayer", "纳税人识别号", Kind.TEXT, "纳税人（缴费人）识别号", synonyms=_TAXPAYER_SYNONYMS, personal=Personal.TAXPAYER),
        Column("voucher", "票证号", Kind.TEXT, "缴款书或退还书的号码", synonyms=("票证号码", "缴款书号", "凭证号", "电子税票号码", "税票号码", "票号")),
        Column("amount_yuan", "入库金额", Kind.MONEY, "入库金额，退库为负数", True, "元", synonyms=("金额", "实缴金额", "入库税额", "入库额", "实缴税费", "本期入库金额", "入（退）库金额"), example="12345.67"),
    ),
)  # fmt: skip

REFUNDS = Table(
    "refunds", "退税减税降费", "税政股", "每份单据的每个状态一行", dated_by="completed_on", key=("document", "status"),
    one_row="一份单据算一户次：一份单据有几个税费种（品目）的，请把金额合成一行，税费种写主要的一种或空着，不要删去",
    title_words=("退税减税降费", "退税降费", "退税减税", "留抵退税", "减税降费", "退税"),
    columns=(
        Column("document", "单据号", Kind.TEXT, "受理文书号码", True, synonyms=("单据编号", "文书号", "文书编号", "受理单号", "业务单号"), example="TS2022000123"),
        Column("completed_on", "办结日期", Kind.DATE, "办结（冲正、作废）的日期", True, synonyms=("办结日", "办结时间", "完成日期", "办理日期", "日期"), example="2022-04-12"),
        Column("policy", "政策类别", Kind.TEXT, "退税、减税、降费或缓缴的类别", True, synonyms=("政策", "政策类型", "优惠类别", "业务类别", "类别"), codes=("留抵退税", "减税", "降费", "缓税", "缓费"), also=(("增量留抵退税", "留抵退税"), ("存量留抵退税", "留抵退税")), example="留抵退税"),
        Column("taxpayer", "纳税人识别号", Kind.TEXT, "纳税人（缴费人）识别号", True, synonyms=_TAXPAYER_SYNONYMS, personal=Personal.TAXPAYER),
        Column("tax_kind", "税费种", Kind.TEXT, "所涉税费种", synonyms=_TAX_KIND_SYNONYMS, code_list="tax_kinds.csv", example="增值税"),
        _INDUSTRY,
        _OFFICE,
        Column("amount_yuan", "金额", Kind.MONEY, "退、减、降、缓的金额", True, "元", synonyms=("退税金额", "办结金额", "优惠金额", "税费金额", "减免金额", "退减免金额"), example="45678.90"),
        Column("status", "状态", Kind.TEXT, "单据状态；冲正撤销其单据号", True, synonyms=("办理状态", "单据状态", "业务状态"), codes=("已办结", "受理中", "作废", "冲正"), also=(("办结", "已办结"), ("已退库", "已办结"), ("已作废", "作废"), ("已冲正", "冲正")), example="已办结"),
    ),
)  # fmt: skip

HOTLINE = Table(
    "hotline", "咨询热线", "纳税服务股", "每天一行", dated_by="day", key=("day",),
    title_words=("咨询热线", "智能纳税服务", "热线", "来电", "咨询电话", "话务"),
    columns=(
        Column("day", "日期", Kind.DATE, "来电日期", True, synonyms=("来电日期", "统计日期", "时间", "年月日"), example="2022-03-18"),
        Column("calls", "来电总量", Kind.COUNT, "呼入的全部电话", True, "次", synonyms=("来电量", "呼入量", "呼入总量", "总来电量", "来电数", "来电总数", "呼入", "呼入数", "呼入电话量", "来电数量", "电话总量"), at_least=0, example="320"),
        Column("answered_by_staff", "人工接听量", Kind.COUNT, "人工接听的电话", True, "次", synonyms=("人工接听", "人工接听数", "人工接通量", "人工应答量", "其中：人工接听量", "其中：人工接听", "人工", "其中：人工", "人工服务量", "其中：人工服务量"), at_least=0, example="110"),
        Column("solved_by_robot", "智能解答量", Kind.COUNT, "智能语音独立解答、未转人工的电话", True, "次", synonyms=("智能解答", "智能语音解答量", "机器人解答量", "智能应答量", "智能解答数", "智能独立解答量", "智能独立解答", "智能独立解答数", "智能语音独立解答量", "智能语音独立解答", "智能语音独立解答数", "机器人独立解答量", "独立解答量", "其中：智能解答量", "其中：智能解答", "其中：智能独立解答量", "其中：独立解答量", "智能", "其中：智能", "其中：智能独立解答", "其中：智能语音解答", "其中：智能语音解答量", "智能语音解答", "智能客服解答量", "智能客服解答", "其中：智能客服解答量"), at_least=0, example="180"),
        Column("wait_seconds", "平均等待秒数", Kind.NUMBER, "当日人工来电平均等待时间", unit="秒", synonyms=("平均等待时间", "平均等待时长", "等待秒数", "平均等待（秒）", "平均等待", "等待时长", "等待时间"), at_least=0, example="18.5"),
        Column("satisfied", "满意评价数", Kind.COUNT, "评价为满意的次数", unit="次", synonyms=("满意数", "满意评价", "满意评价量", "满意次数", "满意度评价满意", "满意度满意", "评价满意"), at_least=0, example="88"),
        Column("rated", "参评数", Kind.COUNT, "参与评价的次数", unit="次", synonyms=("评价总数", "参评量", "参与评价数", "评价数", "参评", "参评次数", "满意度评价参评", "满意度参评"), at_least=0, example="90"),
    ),
)  # fmt: skip

SUPERVISION = Table(
    "supervision", "监督", "纪检组", "每次事项一行；追究责任每人一行", dated_by="day", summed="times", title_words=("监督", "纪检", "监督执纪"),
    columns=(
        _DAY,
        _kinds(("专项监督检查", "追究责任", "警示教育片", "谈心谈话", "酒驾醉驾检查"), _SUPERVISED),
        Column("times", "次数", Kind.COUNT, "次数（场数）", unit="次", synonyms=("场次", "次（场）数", "场数"), at_least=0, empty_is=1, example="1"),
        Column("person_times", "人次", Kind.COUNT, "谈话的人次", unit="人次", synonyms=("人次数", "谈话人次", "参加人次"), at_least=0, example="6"),
        Column("person", "人员代号", Kind.TEXT, "被追究责任的人", synonyms=_PERSON_SYNONYMS, personal=Personal.PERSON),
        _TOPIC,
        _DEPARTMENT,
        _PROOF,
    ),
)  # fmt: skip

PARTY = Table(
    "party", "党建", "机关党委", "每次活动一行", dated_by="day", summed="quantity", title_words=("党建", "党务", "机关党委"),
    columns=(
        _DAY,
        _kinds(("集中学习", "专题研讨", "研讨成果", "意见建议", "听取意识形态汇报", "意识形态分析研判会", "青年干部座谈会", "专题汇报"), _PARTY_WORK),
        Column("quantity", "数量", Kind.COUNT, "次数、篇数或条数", synonyms=("数", "次数", "篇数", "条数", "场次", "场数", "份数", "数量（次/篇/条）"), at_least=0, empty_is=1, example="1"),
        Column("body", "组织层级", Kind.TEXT, "党委或支部", synonyms=("层级", "组织", "党组织层级"), codes=("党委", "支部"), spelt=(("[^、,;/和与及]*支部(委员会)?", "支部"), ("([区县本]?局|[区县]税务局)?党委(会|班子|(理论学习)?中心组)?", "党委")), example="党委"),
        Column("audience", "对象", Kind.TEXT, "参加者或汇报对象", synonyms=("参加对象", "汇报对象", "参加人员范围")),
        _TOPIC,
        _DEPARTMENT,
        _PROOF,
    ),
)  # fmt: skip

PUBLICITY = Table(
    "publicity", "宣传", "办公室", "每条报道、来信、批示或荣誉一行", dated_by="day", title_words=("宣传", "媒体", "信息宣传", "批示"),
    columns=(
        _DAY,
        _kinds(("媒体报道", "感谢信", "锦旗", "简报", "批示", "荣誉")),
        Column("origin", "来源", Kind.TEXT, "媒体、来信人、批示人单位或授予单位", True, synonyms=("来源单位", "媒体名称", "媒体", "单位", "发布媒体", "媒体名称/来源", "来源（媒体）", "刊发媒体", "报道媒体", "刊登媒体", "媒体单位", "发布平台", "刊载媒体", "新闻媒体", "刊播媒体", "登载媒体", "采用媒体", "来源媒体", "刊发平台", "刊登平台"), tidy="name", example="某某日报"),
        Column("title", "标题", Kind.TEXT, "标题或名称", synonyms=("题名", "名称", "报道标题", "题目")),
        Column("subject", "对象", Kind.TEXT, "批示的对象", synonyms=("批示对象", "所涉工作"), codes=("简报", "党建", "其他"), example="简报"),
        Column("brief", "简报编号", Kind.TEXT, "获批示的简报", synonyms=("简报号", "期号", "简报期号"), tidy="number"),
        Column("leader_level", "领导层级", Kind.TEXT, "批示领导的层级", synonyms=("批示领导层级", "领导级别"), codes=("区委主要领导", "区政府主要领导", "区直机关工委主要领导", "其他"),
               spelt=(("[区县]委(书记|主要领导|主要负责人)", "区委主要领导"), ("代?[区县]长|[区县]政府(主要领导|主要负责人|[区县]长)|县政府主要领导", "区政府主要领导"), ("[区县]直(机关)?工委(书记|主要领导)", "区直机关工委主要领导"))),
        Column("positive", "是否肯定", Kind.FLAG, "批示是否肯定", synonyms=("肯定性", "是否肯定性批示", "肯定"), spelt=(("肯定(性)?(的)?(批示)?|正面", "是"), ("(不|非)肯定(性)?(的)?(批示)?|否定|批评", "否")), example="是"),
        Column("level", "级别", Kind.TEXT, "荣誉或媒体的级别", synonyms=("荣誉级别", "层级"), spelt=_LEVELS, example="市级"),
        Column("taxpayer", "纳税人识别号", Kind.TEXT, "来信、送锦旗的纳税人", synonyms=_TAXPAYER_SYNONYMS, personal=Personal.TAXPAYER),
        _PROOF,
    ),
)  # fmt: skip

BRANCHES = Table(
    "branches", "支部名册", "机关党委", "每个党支部一行", dated_by="founded_on", key=("branch",), roster=True, title_words=("支部名册", "党支部", "支部"),
    columns=(
        Column("branch", "支部名称", Kind.TEXT, "党支部名称", True, synonyms=("支部", "党支部名称", "党支部", "现支部名称"), tidy="name", example="第一党支部"),
        Column("founded_on", "成立日期", Kind.DATE, "成立日期", True, synonyms=("成立时间", "设立日期", "成立日"), example="2018-07-20"),
        Column("closed_on", "撤销日期", Kind.DATE, "撤销日期，空为在册", synonyms=("撤销时间", "注销日期", "撤并日期"), spelt=(("无|未|未撤销|没有|否|在册|正常", ""),)),
    ),
)  # fmt: skip

APPOINTMENTS = Table(
    "appointments", "干部任免", "人事教育股", "每人每次任免一行", dated_by="day", title_words=("干部任免", "任免", "人事"),
    columns=(
        Column("day", "日期", Kind.DATE, "任免日期", True, synonyms=("任免日期", "任职日期", "时间", "任免时间"), example="2022-03-18"),
        Column("person", "人员代号", Kind.TEXT, "被任免的人", True, synonyms=_PERSON_SYNONYMS, personal=Personal.PERSON, example="R0123"),
        Column("post", "职务", Kind.TEXT, "任免的职务", True, synonyms=("任免职务", "拟任职务", "职务名称"), codes=("机关纪委书记", "机关纪委委员", "其他"),
               spelt=((r"(?!.*纪)[一-鿿\d]{0,14}(所长|股长|科长|主任|局长|四级调研员|主任科员)", "其他"),), example="机关纪委委员"),
        Column("grade", "职级", Kind.TEXT, "职级", synonyms=("级别", "职务层级", "拟任职级", "任职级别"),
               spelt=((r"(副股(级|职|长)?|股级副职|副股级干部)(\(.*\))?", "副股级"),), example="副股级"),
        Column("manner", "任免方式", Kind.TEXT, "任免的方式", True, synonyms=("方式", "任职方式"), codes=("改选", "选配", "任命", "免职"), example="改选"),
        Column("born", "出生年月", Kind.MONTH, "出生的年和月", True, synonyms=("出生日期", "出生年月日", "出生时间"), example="1989-06"),
    ),
)  # fmt: skip

INSPECTIONS = Table(
    "inspections", "巡察整改", "纪检组", "每个问题一行", dated_by="raised_on", key=("issue",), roster=True, title_words=("巡察整改", "整改台账", "巡察", "整改"),
    columns=(
        Column("issue", "问题编号", Kind.TEXT, "问题的编号", True, synonyms=("编号", "序号", "问题序号"), example="XC2022-01"),
        Column("raised_by", "提出单位", Kind.TEXT, "提出问题的单位", True, synonyms=("提出部门", "巡察单位", "来源"), spelt=((_OF_THE_CITY, "市局"),), example="市局"),
        Column("category", "类别", Kind.TEXT, "问题的类别", True, synonyms=("问题类别", "分类", "问题分类"), tidy="category", example="党的建设"),
        Column("description", "问题", Kind.TEXT, "问题的内容", True, synonyms=("问题内容", "问题描述", "具体问题", "反馈问题", "问题表现")),
        Column("raised_on", "提出日期", Kind.DATE, "提出的日期", True, synonyms=("反馈日期", "提出时间", "反馈时间"), example="2021-11-08"),
        Column("state", "整改状态", Kind.TEXT, "整改的状态", synonyms=("状态", "整改情况", "整改进度"), example="已完成"),
        Column("closed_on", "完成日期", Kind.DATE, "整改完成的日期，空为未完成", synonyms=("完成时间", "整改完成日期", "销号日期", "实际完成日期", "实际完成时间", "整改完成时间", "完成整改日期", "销号时间")),
    ),
)  # fmt: skip

TARGETS = Table(
    "targets", "年度目标", "办公室", "每年每项指标一行", dated_by="year", key=("year", "metric", "item"), summed="target", title_words=("年度目标", "目标任务", "收入目标", "目标"),
    columns=(
        Column("year", "年度", Kind.YEAR, "目标所属的年度", True, synonyms=("年份", "年", "目标年度"), example="2022"),
        Column("metric", "指标", Kind.TEXT, "指标名称", True, synonyms=("指标名称", "目标指标"), example="税费收入"),
        Column("item", "项目", Kind.TEXT, "分项名称，空为合计", synonyms=("分项", "明细项目", "分项目")),
        Column("target", "目标值", Kind.NUMBER, "目标值，金额一律折成元", True, synonyms=("目标", "年度目标", "目标数", "计划数", "任务数"), example="38.1"),
        Column("unit", "单位", Kind.TEXT, "目标值的单位（入库后金额为元）", True, synonyms=("计量单位",), example="亿元"),
    ),
)  # fmt: skip

TABLES: dict[str, Table] = {
    t.stem: t
    for t in (REVENUE, REFUNDS, HOTLINE, SUPERVISION, PARTY, PUBLICITY, BRANCHES, APPOINTMENTS, INSPECTIONS, TARGETS)
}
"""All sources by their stem, in the contract's order."""


@dataclass(frozen=True)
class SystemTable:
    """A table of a snapshot that no department sends."""

    name: str
    grain: str
    columns: tuple[tuple[str, str, str], ...]
    """Name, DuckDB type, meaning."""


SYSTEM_TABLES: tuple[SystemTable, ...] = (
    SystemTable("build_info", "one row", (
        ("build", "VARCHAR", "数据版本号"), ("sample", "BOOLEAN", "是否演示数据"), ("made_at", "TIMESTAMP", "生成时间（本地）"),
        ("parent", "VARCHAR", "在哪个版本上生成"), ("note", "VARCHAR", "由什么操作生成"))),
    SystemTable("batch", "one row a file (and source) that is in this snapshot", (
        ("batch", "VARCHAR", "批次号"), ("source", "VARCHAR", "来源"), ("file", "VARCHAR", "文件名，演示数据为 data/sample 下的相对路径"),
        ("sha256", "VARCHAR", "原件的 SHA-256"), ("department", "VARCHAR", "报送科室"), ("received_at", "TIMESTAMP", "入库时间（本地）"),
        ("sample", "BOOLEAN", "是否演示数据"), ("rows", "BIGINT", "行数"))),
    SystemTable("coverage", "one row a source, month, office and batch that speaks for it", (
        ("source", "VARCHAR", "来源"), ("month", "DATE", "月份（首日）"), ("office", "VARCHAR", "税务所，空串为全局"), ("batch", "VARCHAR", "批次号"))),
    SystemTable("covered", "one row a source and month that is wholly covered (all offices)", (
        ("source", "VARCHAR", "来源"), ("month", "DATE", "月份（首日）"))),
    SystemTable("calendar", "one row a day of every year that any source covers", (
        ("day", "DATE", "日期"), ("working", "BOOLEAN", "是否工作日"))),
    SystemTable("outlet_alias", "one row a spelling of a medium's name", (
        ("alias", "VARCHAR", "写法"), ("outlet", "VARCHAR", "媒体"))),
    SystemTable("tax_group", "one row a tax kind", (
        ("tax_kind", "VARCHAR", "税费种"), ("tax_group", "VARCHAR", "税收、社会保险费或非税收入"))),
    SystemTable("period", "one row a month, quarter, year to date and year that any source touches", (
        ("period_kind", "VARCHAR", "month quarter ytd year"), ("period", "VARCHAR", "期间写法"), ("starts", "DATE", "首日"), ("ends", "DATE", "末日的次日"))),
    SystemTable("reading", "one row a metric, period, dimension and member", (
        ("metric", "VARCHAR", "指标"), ("period_kind", "VARCHAR", "month quarter ytd year"), ("period", "VARCHAR", "期间写法"),
        ("dimension", "VARCHAR", "维度，空串为合计"), ("member", "VARCHAR", "成员，空串为合计"), ("value", "DECIMAL(38,12)", "值，未覆盖为空"),
        ("numerator", "DECIMAL(38,6)", "分子"), ("denominator", "DECIMAL(38,6)", "分母"), ("coverage", "BOOLEAN", "期间是否全部覆盖"))),
    SystemTable("measured", "one row a metric that reading holds", (
        ("metric", "VARCHAR", "指标"), ("fingerprint", "VARCHAR", "计算时所用定义的摘要，定义改过的指标不再取 reading"))),
)  # fmt: skip


def create_statements() -> list[str]:
    """CREATE TABLE for every table of a snapshot."""
    statements = []
    for table in TABLES.values():
        columns = [f"{c.name} {c.kind.sql}" for c in table.columns]
        columns += ["source_batch VARCHAR", "source_sheet VARCHAR", "source_row BIGINT"]
        statements.append(f"CREATE TABLE {table.stem} ({', '.join(columns)})")
    for system in SYSTEM_TABLES:
        columns = [f'"{name}" {kind}' for name, kind, _ in system.columns]
        statements.append(f"CREATE TABLE {system.name} ({', '.join(columns)})")
    return statements
