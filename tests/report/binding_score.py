"""How well figures of single sentences are bound: right, wrong, asked; what no metric answers must be asked.

The first set (`binding_sentences.toml`, 195 sentences) was written by somebody who had not seen the catalogue's words, and was
committed before any tuning. Score then: of 116 blanks that the report's own keys answer 96 bound right, 3 wrong, 17 asked; of
85 unanswerable ones 81 asked. It has been tuned on since. The second set (`binding_sentences_second.toml`) was written in the
same way after that tuning; its first score stands in its header. Tuning on it afterwards spoils it: write a third.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from metrics.definitions import load_catalogue
from report.bind import bind_all
from report.blanks import find_blanks

HERE = Path(__file__).parent
SETS = ("binding_sentences.toml", "binding_sentences_second.toml")
YEAR = 2022

MEANINGS = {
    "税收收入（不含社保费和非税收入），全部级次，净额": "revenue_tax",
    "税收收入": "revenue_tax",
    "社保费收入": "revenue_social",
    "非税收入": "revenue_nontax",
    "税费收入同比增长率": "revenue_growth",
    "税费收入同比增长率（自然口径）": "revenue_growth",
    "税费收入同比增长率（同口径，加回留抵退税）": "revenue_growth_same_basis",
    "同口径税费收入（加回留抵退税）": "revenue_same_basis",
    "税费收入完成年度目标的比例": "revenue_target_progress",
    "留抵退税金额": "credit_refund_amount",
    "缓税和缓费金额": "relief_deferred",
    "热线来电总量": "hotline_calls",
    "热线人工接听量": "hotline_staff_answered",
    "热线智能解答量": "hotline_robot_solved",
    "热线平均等待秒数": "hotline_wait_seconds",
    "热线满意度（满意评价数÷参评数）": "hotline_satisfaction",
    "媒体报道篇数": "media_articles",
    "简报篇数": "briefs_written",
    "已完成整改的巡察问题数（市局提出）": "inspection_issues_closed",
    "巡察问题整改完成率": "inspection_closed_share",
}
"""Metrics of the catalogue for figures that the sentences name by their meaning; what is not here has none and must be asked."""


@dataclass
class Score:
    """Counts, and every blank that is not as it should be."""

    counts: Counter = field(default_factory=Counter)
    wrong: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    @property
    def automatic(self):
        """Part of the answerable blanks that were bound without asking."""
        return self.counts["right"] / max(1, self.counts["answerable"])

    def __str__(self):
        c = self.counts
        return (
            f"可对应 {c['answerable']} 处：自动对应且正确 {c['right']} 处（{self.automatic:.1%}），发问 {c['asked']} 处；"
            f"不应对应 {c['unanswerable']} 处：发问 {c['questions']} 处；对应错误 {len(self.wrong)} 处；找错占位符 {c['not found']} 句"
        )


def score(name, catalogue=None):
    """The score of one set."""
    catalogue = catalogue or load_catalogue()
    found = Score()
    for sentence in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["sentence"]:
        blanks = [b for b in find_blanks(sentence["text"]) if b.kind == "number"]
        wanted = sentence["blanks"]
        if [(b.text, b.unit) for b in blanks] != [(w["text"], w["unit"].replace("％", "%")) for w in wanted]:
            found.counts["not found"] += 1
            found.wrong.append((sentence["id"], sentence["text"], "blanks", [(b.text, b.unit) for b in blanks]))
            continue
        for want, binding in zip(wanted, bind_all(catalogue, sentence["text"], YEAR, blanks), strict=True):
            _judge(found, sentence, want, binding)
    return found


def _judge(found, sentence, want, binding):
    key = want.get("expect") or MEANINGS.get(want.get("meaning", ""))
    bound = binding.metric if binding.status == "bound" else None
    told = (sentence["id"], sentence["text"], want["text"], key, bound, binding.period, binding.reason)
    if key is None:
        found.counts["unanswerable"] += 1
        found.counts["questions"] += bound is None
        if bound:
            found.wrong.append(told)
        return
    found.counts["answerable"] += 1
    if bound is None:
        found.counts["asked"] += 1
        found.asked.append(told)
    elif (bound, binding.period) == (key, want["period"]):
        found.counts["right"] += 1
    else:
        found.wrong.append(told)
