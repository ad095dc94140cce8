"""A catalogue of our own for binding tests: the report's figures and look-alikes, so that the tests stand by themselves."""

from metrics.model import Metric

_ROWS = """
party_study_sessions|集中学习次数|次||开展集中学习 集中学习 理论学习中心组集中学习 组织集中学习
party_seminars|专题研讨次数|次||专题研讨 开展专题研讨 研讨交流
seminar_outputs|研讨成果篇数|篇||研讨成果 整理研讨成果 形成研讨成果
suggestions_collected|意见建议条数|条||意见建议 收集意见建议 征集意见建议
ideology_reports_heard|听取意识形态专题汇报次数|次|ideology_assessments|听取意识形态专门汇报 听取意识形态工作汇报 意识形态责任制听取专门汇报
ideology_assessments|意识形态分析研判会次数|次|ideology_reports_heard|召开分析研判会 意识形态分析研判会
youth_forums|青年干部座谈会次数|次||召开青年干部座谈会 青年座谈会
discipline_secretaries_elected|改选机关纪委书记人数|名|discipline_members_elected|改选机关纪委书记 机关纪委书记
discipline_members_elected|改选机关纪委委员人数|名|discipline_secretaries_elected|改选机关纪委委员 机关纪委委员
responsibility_reports|两个责任专题汇报次数|次||专题汇报 向市局及地方党委专题汇报 落实两个责任专题汇报
special_inspections|专项监督检查次数|次|drink_driving_checks|专项监督检查 开展专项监督检查
persons_held_accountable|追究责任人数|人||追究责任人 追究责任 责任追究
warning_film_screenings|警示教育片场数|场||观看警示教育片 警示教育片
heart_to_heart_talks|谈心谈话人次|人次||谈心谈话 组织谈心谈话 廉政谈话
drink_driving_checks|酒驾醉驾专项检查次数|次|special_inspections|酒驾醉驾专项检查
revenue_total|税费收入|元|tax_revenue|组织税费收入 税费收入 税费总收入
tax_revenue|税收收入|元|revenue_total|税收收入 组织税收收入
revenue_growth|税费收入增长（自然口径）|%||税费收入同比增长 税费收入增长
relief_taxpayer_times|退税降费户次|户次||办理退税降费 退税降费户次 享受退税减税降费
relief_amount|退税降费金额|元|relief_deferred|办理退税降费 退税减税降费 退税降费
relief_deferred|缓税缓费金额|元|relief_amount|缓税缓费 办理缓缴税费
credit_refund_amount|留抵退税金额|元|relief_amount|留抵退税 办理留抵退税
media_outlets|报道媒体家数|家|media_stories|媒体报道 家媒体报道 报道媒体
media_stories|媒体报道篇数|篇||媒体报道 刊发报道
thanks_taxpayers|感谢信及锦旗户数|户||感谢信及锦旗 纳税人感谢信 纳税人送来感谢信锦旗
briefs_endorsed|获批示简报篇数|篇||简报获得批示 获得主要领导肯定批示 撰写简报获肯定批示
hotline_daily_calls|日均接听咨询电话|次|hotline_calls|日均接听咨询电话 日均接听电话 日均受理咨询
hotline_calls|接听咨询电话总量|次|hotline_daily_calls|接听咨询电话 接听咨询 咨询电话
hotline_smart_share|智能语音解答占比|%||智能语音解答占比 智能解答占比 智能解答比例
inspection_issue_kinds|巡察问题类别数|类||巡察指出问题 巡察反馈问题类别
inspection_issues|巡察问题条数|条||巡察指出问题 巡察反馈问题
party_endorsements|党建工作获肯定性批示次数|次||党建工作获肯定性批示 主要领导肯定性批示
party_branches|党支部个数|个||全局支部 党支部 基层党支部
young_deputy_appointments|选配35岁以下副股级干部人数|名||选配优秀青年干部担任副股级职务 优秀青年干部副股级
discipline_committee_mean_age|机关纪委平均年龄|岁||机关纪委书记委员平均年龄 平均年龄
inspection_staff|稽查干部人数|人||稽查干部
"""


def small_catalogue() -> dict[str, Metric]:
    """Metrics by key; their figures come from nowhere, only their words matter here."""
    found = {}
    for line in _ROWS.strip().split("\n"):
        key, name, unit, confused, words = line.split("|")
        found[key] = Metric(
            key,
            "report",
            name,
            unit,
            unit,
            "count",
            "办公室",
            name,
            tuple(words.split()),
            confused_with=tuple(confused.split()),
        )
    found["volunteer_honours"] = Metric(
        "volunteer_honours",
        "publicity",
        "市级志愿服务荣誉",
        "项",
        "项",
        "yes_no",
        "办公室",
        "",
        ("市级先进志愿服务队", "市级志愿服务荣誉"),
    )
    return found
