"""Words around a figure that say nothing of what is counted: when, how, by what verb, by ourselves.

全年累计组织, 先后开展了, 我局共: what is left of a clause without them is what it speaks of, and a clause that holds nothing
else goes on with the clause before. They are kept as lists, to be added to; none may turn a figure into another figure (同比,
日均, 计划 stand in `slots`).
"""

from __future__ import annotations

import re

from report.finding.measures import words

_WHEN = r"(?:[今去上当本全这]|20\d\d)(?:一)?年(?:度|以来|里|间|来|中|下来|同期)?|一年(?:来|下来|里|间|中|到头|以来)?|年(?:度|内|末|底|终)|[上下]半年|前?第?[一二三四1-4]季度?|前三季度|首季|[前头][\d一二三四五六七八九十两]+个?月|(?:\d+|[一二三四五六七八九十]+)月(?:份|底|末)?|期间|截至|截止|目前|至今|以来"
_LISTS = """
先后 陆续 接连 连续 相继 持续 及时 深入 扎实 有序 全面 统筹 认真 严格 广泛 专门 成功 圆满 顺利 如期 按时 已经 依法 主动 积极 分批 分期 分层 分级 逐一
逐级 直接 仅仅 实际 实实在在 稳步 共同 累积 累计 合计 共计 总计 一共 总共 一总 总 当月 单月 当季 也有 还有 都有 就有 只有 另有 各有 多达 高达 达到 约为 有效 切实 牢牢 充分
组织开展 组织召开 开展 组织 召开 举办 举行 进行 完成 办理 实现 安排 做了 作了 搞了 开了 办了 看了 谈了 抓了 放了 观影 收到 收获 取得 获得 推出 产生 迎来 统计 汇总 录得 实施 执行 推动 推进
征得 归集 计有 为止 之多 有余 分别为 规模 总数 总量 总额 次数 场数 人数 户数 篇数 条数 家数 数量 金额 数额 税额 退税额 税款额
定格在 定格 锁定在 因素后 因素 之后 归并为 分解为 细化为 归纳为 归并 归纳起来 归结起来 概括起来 分解 细化 分为 一职 资金 红利 得到实惠 得到 实惠 获得感 直达 当选者 当选人 其中 坐下来 这一级 党委 班子 我局 我们 咱们 本局 全局 局里 局内 区局 县局 局党委 机关 单位 全系统我局 全体 各项 有关 相关 工作 活动 情况 方面 环节 涉及 惠及 受益 受惠 受惠面 受益面 覆盖面 享受 企业 纳税人 缴费人 市场主体
同比 比上年 较上年 增长 增加 下降 减少 增幅 增速 降幅 自然口径 同口径 可比口径 占比 比重
"""
_SINGLE = "中里共总约达到已为有了的等按就也还又都均只仅便即计是在又搞做作开办次、"
_ALL = "|".join([_WHEN, *sorted(words(_LISTS), key=len, reverse=True)])
PLAIN = re.compile(_ALL)
"""One plain word."""
_TAIL = re.compile(rf"(?:{_ALL}|[{_SINGLE}])+$")
_EDGES = re.compile(rf"^[{_SINGLE}]+|[{_SINGLE}]+$")
_NOISE = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
PERSONS = re.compile(r"(?:(?:党员)?干部(?:职工)?|工作人员|责任人员?|人员|同志|当事人|当选者|者|人)$")
"""Who is counted where a metric counts persons: 被追究责任的干部**人."""


def residue(text: str) -> str:
    """What a stretch of text speaks of, without its plain words; empty if it is made of these alone."""
    pieces = (_EDGES.sub("", _NOISE.sub("", piece)) for piece in PLAIN.split(_NOISE.sub("", text)))
    return "".join(piece for piece in pieces if len(piece) > 1)


def head(text: str) -> str:
    """The text up to the last word that says something: 意识形态分析研判会一年开了 gives …分析研判会."""
    return _TAIL.sub("", _NOISE.sub("", text))
