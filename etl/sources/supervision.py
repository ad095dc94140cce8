"""监督: one event a row; 追究责任 is a row a person."""

from __future__ import annotations

from etl.rules import Rule, SourceRules

RULES = SourceRules(
    rules=(
        Rule(
            "person",
            "t.kind = '追究责任' AND t.person IS NULL AND t.times IS DISTINCT FROM 0",
            "“追究责任”每人一行，要填人员代号（或姓名，入库时变成代码）",
        ),
        Rule(
            "times",
            "t.kind = '追究责任' AND t.person IS NOT NULL AND t.times = 0",
            "填了人员代号，次数却是 0，分不清有没有这个人。请改正其中一处",
        ),
        Rule("person_times", "t.kind = '谈心谈话' AND t.person_times IS NULL", "“谈心谈话”要填人次"),
        Rule(
            "topic",
            "t.kind = '谈心谈话' AND regexp_matches(t.topic, '(廉政|任前|提醒|诫勉)[^谈]{0,4}谈话')",
            "廉政谈话、任前谈话一类按口径不算谈心谈话，而这一行的人次已计入“谈心谈话人次”。不应计入的请删去这一行；"
            "确是谈心谈话的，请改写主题",
            warning=True,
        ),
        Rule("times", "t.kind = '追究责任' AND t.times > 1", "“追究责任”每人一行，次数不能大于 1"),
        Rule("person_times", "t.kind = '追究责任' AND t.person_times > 1", "“追究责任”每人一行，人次不能大于 1"),
        Rule("day", "t.day > current_date", "日期还没有到"),
    )
)
