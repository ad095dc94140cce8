"""宣传: one report, letter, note or honour a row."""

from __future__ import annotations

from etl.rules import Rule, SourceRules, Wording

_LETTER = "t.kind IN ('感谢信', '锦旗')"
_FIRM = "regexp_matches(t.origin, '(公司|厂|店|中心|合作社|企业|事务所|超市|医院|学校)$')"
"""A name that belongs to one firm; two persons may have one name."""
_NUMBERED = (
    "(SELECT origin, taxpayer FROM typed_rows WHERE kind IN ('感谢信', '锦旗') AND taxpayer IS NOT NULL "
    "UNION ALL SELECT origin, taxpayer FROM standing WHERE kind IN ('感谢信', '锦旗') AND taxpayer IS NOT NULL)"
)

RULES = SourceRules(
    rules=(
        Rule(
            "subject",
            "t.kind = '批示' AND t.subject IS NULL",
            "“批示”没有写明对象（简报、党建或其他），不会计入获批示的简报或党建批示",
            warning=True,
        ),
        Rule(
            "brief",
            "t.kind = '批示' AND t.subject = '简报' AND t.brief IS NULL AND t.title IS NULL",
            "批示的是简报，却没有简报编号，也没有标题，不会计入获批示的简报",
            warning=True,
        ),
        Rule(
            "brief",
            "t.kind = '批示' AND t.subject = '简报' AND t.brief IS NULL AND t.title IS NOT NULL",
            "批示的是简报，却没有简报编号，按标题计：标题写法不同的算作两篇",
            warning=True,
        ),
        Rule(
            "leader_level",
            "t.kind = '批示' AND t.subject = '简报' AND t.leader_level IS NULL",
            "“批示”没有写明领导层级（区委主要领导、区政府主要领导等），不会计入获批示的简报",
            warning=True,
        ),
        Rule(
            "taxpayer",
            f"{_LETTER} AND t.taxpayer IS NULL AND {_FIRM} AND t.origin IN (SELECT origin FROM {_NUMBERED} GROUP BY origin HAVING count(DISTINCT taxpayer) = 1)",
            "这一行没有识别号，而同名的来源在别的行写了识别号，按同一户计",
            warning=True,
        ),
        Rule(
            "taxpayer",
            f"{_LETTER} AND t.taxpayer IS NOT NULL AND {_FIRM} AND t.origin IN (SELECT origin FROM standing WHERE kind IN ('感谢信', '锦旗') AND taxpayer IS NULL)",
            "已入库的数据里有同名的来源没有写识别号，两处会算作两户。请把那个月补上识别号重报",
            warning=True,
        ),
        Rule(
            "positive",
            "t.kind = '批示' AND t.positive IS NULL",
            "“批示”没有写明是否肯定，不会计入肯定性批示",
            warning=True,
        ),
        Rule(
            "brief",
            "t.kind = '简报' AND EXISTS (FROM typed_rows o WHERE o.kind = '简报' AND o.brief = t.brief "
            "AND (o.sheet_no, o.source_row) < (t.sheet_no, t.source_row))",
            "前面的行已有同一期的简报，像是改过又报的一稿，会算作两篇。请核对；是同一篇的请删去一行再报，确是两篇的照常入库",
            warning=True,
            doubt=True,
        ),
        Rule("day", "t.day > current_date", "日期还没有到"),
    ),
    finish=(
        f"UPDATE typed_rows SET taxpayer = o.one FROM (SELECT origin, min(taxpayer) AS one FROM {_NUMBERED} GROUP BY origin "
        f"HAVING count(DISTINCT taxpayer) = 1) o WHERE typed_rows.taxpayer IS NULL AND {_LETTER.replace('t.', 'typed_rows.')} "
        f"AND {_FIRM.replace('t.', 'typed_rows.')} AND typed_rows.origin = o.origin",
    ),
    wordings=(
        Wording(
            "level",
            "市级",
            "t.kind = '荣誉' AND t.title LIKE '%志愿%'",
            "市级志愿服务荣誉",
            "(国家|省部?|区|县|县区|区县|局|系统|街道|乡镇)级|.*(总局|省局).*",
        ),
    ),
)
