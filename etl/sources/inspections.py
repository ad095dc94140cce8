"""巡察整改: one issue a row, from the day it was raised to the day it was closed."""

from __future__ import annotations

from etl.rules import Rule, SourceRules, Wording

_DONE = "^(已|已经)?(完成|整改|整改完成|完成整改|整改到位|办结|销号|整改销号|落实)(到位|完毕)?(并(长期坚持|持续推进))?$|^(是|√|100%)$"
OPEN = "^(未|尚未|没有)|^(正在|还在)?(整改|推进|进行|办理)中|^正在|^(否|×|部分(完成|整改).*)$"

RULES = SourceRules(
    rules=(
        Rule("closed_on", "t.closed_on < t.raised_on", "完成日期早于提出日期"),
        Rule(
            "closed_on",
            f"t.closed_on IS NOT NULL AND regexp_matches(spaceless(t.state), '{OPEN}')",
            "整改状态写的是没有完成，却填了完成日期，会算作已经完成。是计划完成的日期，请清空（或把表头改为“计划完成日期”）；"
            "已经完成的，请改正整改状态",
        ),
        Rule("closed_on", "t.closed_on > current_date", "完成日期还没有到"),
        Rule(
            "state",
            f"t.closed_on IS NULL AND regexp_matches(spaceless(t.state), '{_DONE}')",
            "整改状态是完成，却没有完成日期：按还没有完成计，提出以后的每一年都算在“巡察问题条数”里，不计入“巡察问题完成条数”。"
            "请补上完成日期",
            warning=True,
        ),
        Rule(
            "state",
            f"t.closed_on IS NOT NULL AND t.state IS NOT NULL AND NOT regexp_matches(spaceless(t.state), '{_DONE}')",
            "整改状态没有写已完成，又填了完成日期：按已经完成计。请核对；还没有完成的，请清空完成日期再报",
            warning=True,
            doubt=True,
        ),
        Rule(
            "state",
            "t.closed_on IS NULL AND regexp_matches(spaceless(t.state), '基本|初步|阶段|大部分|主体|长期')",
            "整改状态分不清是不是已经完成，没有完成日期：按还没有完成计。请核对；已经完成的，请补上完成日期再报",
            warning=True,
            doubt=True,
        ),
    ),
    wordings=(
        Wording(
            "raised_by",
            "市局",
            "true",
            "巡察问题条数、类别数、完成条数",
            "(省|自治区|总)局.*|(国家)?税务总局(党委|督察.*|巡视.*)?|[区县本分]局.*|.*(自查|审计|纪委|纪检|督察|[区县省]委).*",
        ),
    ),
)
