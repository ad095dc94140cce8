"""Notes that say nothing against the figures: rounding, a check of the figures, the season of returns, whom to ask, where they come from.

One such word makes no note harmless: 征期 stands in 本表征期数据, 非全月 as well, and 核对无误 behind 除契税外. So the words of one matter
must make up a whole clause, or everything in it must be familiar and nothing in it may take away (除, 未, 含, 以后).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.checking.familiar_words import left_over
from etl.checking.scope_words import HARMLESS_WITHOUT

_COMMON = (
    "本 该 此 以上 上述 上 表 表内 表中 各 所有 全部 各项 所 有 列 项 栏 数据 数字 数 金额 内容 情况 资料 信息 均 都 已 已经 经 为 是 系 由 因 由于"
    " 的 与 和 及 或 、 ( ) : / 《 》 “ ”"
)
_CHECKED = (
    "国库 财政 系统 金税三期 金税四期 金三 核心征管 会统 账 报表 台账 核对 对账 核实 核 复核 校对 审核 审定 审签 审阅 审批 研究 同意 确认 无误 一致 相符 准确 真实"
    " 完整 可靠 有效 性 对 负责 承诺 保证 我 单位 部门 科室 股 局 县局 区局 市局 税务局 党委 党组 会议 领导 分管 主管 主要 负责人 县 区 人民银行 人行 入库 税款"
    " 收入 税费 填报 报送 上报 经办人"
)
_ROUNDED = (
    "四舍五入 尾差 取整 保留 一位 两位 二位 三位 1位 2位 两 小数 小数点 后 取舍 进位 舍入 原因 影响 关系 所致 造成 导致 产生 引起 存在 可能 有 会 略有 略 个别 部分 少量 微小 差异"
    " 误差 差额 分项 之和 相加 加总 合计 总计 小计 总数 总和 不等 不相等 不一致 不等于 不完全 相等 不符 未作机械调整 不作机械调整 未作调整 不作调整 未调整 处理 计算 单位 换算 折算 万元 亿元"
    " 千元 元 以 按 采用 于 税种 费种 税费种 比重 比例 百分比 结果 % 属 属于 正常 但 故"
)
_SEASON = (
    "受 逢 遇 当 本月 当月 月份 月 日 申报 纳税 缴费 征期 征收期 期 申报期 最后一日 最后一天 首日 第一天 截止 截至 止 至 到 - — ~ 顺延 延长 延后 延期 影响 节假日 法定 周末 双休日 放假 调休 假期 假日 期间 元旦 春节 清明 五一"
    " 端午 中秋 国庆 节 原因 正常 上班 0 1 2 3 4 5 6 7 8 9 年"
)
_BASIS = (
    "统计 核算 填报 填列 反映 计算 采用 按 按照 依 以 入库 自然 全口径 税务 税收 税费 收入 国库 口径 同比 环比 增减 增长 增幅 增速 已扣除退库 已扣减退库 已减去退库 已抵减退库 已剔除退库"
    " 扣除退库后 扣减退库后 减去退库后 已扣除退税 已扣除留抵退税 已扣减留抵退税 已剔除留抵退税 已减退库 净额 净 实际 当月 本月"
)
_BELOW_ZERO = "红字 负数 负号 带 表示 代表 属 属于 退库 退税 冲红 冲正 的 行 填列 用 以 - 入库 数"
_SOURCE = (
    "来源 来源于 来自 取自 源自 摘自 于 从 自 金税三期 金税四期 金三 核心 征管 税收 税务 征收 管理 系统 决策 支持 平台 查询 导出 提取 生成 大数据 云 国库 会统 会计 报表 总局 省局 局 电子税务局 12366"
    " 热线 话务 纳税服务 统计 台账 入库 收入 明细"
)
_BUSY = (
    "话务量 来电量 咨询量 来电 咨询 电话 较大 较多 较高 增多 增加 明显 集中 高峰 达到 接听 日 月 0 1 2 3 4 5 6 7 8 9"
)


@dataclass(frozen=True)
class Matter:
    """What a clause may be about: the sign of it, and the words that it may consist of."""

    sign: re.Pattern[str]
    form: re.Pattern[str]


def _matter(sign: str, words: str, common: str = _COMMON) -> Matter:
    known = sorted({*common.split(), *words.split()}, key=len, reverse=True)
    return Matter(re.compile(sign), re.compile(f"(?:{'|'.join(map(re.escape, known))})+"))


_MATTERS = (
    _matter(r"核|对账|无误|一致|相符|准确|真实|完整|审[定签阅批]|研究", _CHECKED),
    _matter(r"四舍五入|尾差|取整|小数|取舍|进位|舍入", _ROUNDED),
    _matter(
        r"征期|申报期|征收期|节|假|元旦|周末|双休日|五一|清明|端午|中秋|国庆",
        _SEASON,
        "因 由于 为 是 的 与 和 及 、 ( ) : 均 都 已 法定",
    ),
    _matter(r"话务量|来电量?|咨询量", _BUSY),
    _matter(r"口径|已[扣减抵剔]", _BASIS),
    _matter(r"红字|负[数号]", _BELOW_ZERO),
    _matter(r"来[源自]|取自|源自|摘自|导出|提取|查询|金税|金三", _SOURCE),
)
_WHO = r"(?:[一-鿿]{0,8}(?:局|股|科|室|组|所|部门|单位|中心|同志|老师|会计)|[一-鿿]某某?)"
_CALL = r"(?:电话)?[:\d\-()]*"
_PHRASES = re.compile(
    r"(?:单位|金额单位|计量单位|计算单位|以下单位|以[万千百亿]*元为单位)[:：为]?.{0,12}|[\d.,]+[万亿]?元?|第\d+页|以上|[①-⑩]?含?|[一-鿿]"
    r"|(?:[^,]{0,8}[(]?大写[)]?:?)?(?:人民币:?)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整圆¥\d.()]*|[(]?盖章[)]?|演示数据"
    r"|(?:(?:19|20)\d\d年)?\d{1,2}月[\d一二三四五六七八九十]{1,3}日"
    r"|(?![^,]*(?:数|来|由|按|除|含|自|以|缺|未|不))[一-鿿]{1,8}(?:税务局|税务所|分局|股|科|室|组|党委|党组|纪委)"
    rf"|如有(?:任何)?(?:疑问|问题|疑义|异议|不明|不清楚)(?:之处|事项|的)?(?:请?(?:及时|随时)?(?:(?:与|向|同){_WHO}{{1,2}})?(?:联系|咨询|反映|反馈){_WHO}?{_CALL})?"
    rf"|请?(?:及时|随时|直接)?(?:与|向|同){_WHO}{{1,2}}(?:联系|咨询|反映|反馈|沟通){_CALL}|请?(?:及时|随时|直接)?(?:联系|咨询|致电|拨打){_WHO}{_CALL}|(?:联系|咨询)?电话:?[\d\-()]+"
    r"|请(?:各[一-鿿]{1,8})?(?:务必)?[于在][^,重补更改未缺]{1,12}前[^,重补更改未缺]{0,12}(?:报送?|上报|反馈|填[报写])[^,重补更改未缺]{0,8}"
    rf"|请(?:各[一-鿿]{{1,8}})?(?:如实|据实|认真|准确|按要求|按时|规范)+(?:填写|填报|报送)|(?:本表|以上数据|数据)由[一-鿿]{{0,8}}[股科室组](?:负责)?(?:填报|制表|编制|提供|统计)|(?:本表|以上数据|数据|收入)?(?:均|都)?[不未](?:包?含|包括|统计){HARMLESS_WITHOUT}(?:代征|代收)?的?(?:税收|税款|税费|收入|数|部分|环节|进口|两税|增值税|消费税|关税|和|及|、)*"
    r"|退[库税](?:款|额)?(?:均|都)?已经?(?:在[^,不未]{0,6}中)?(?:扣除|扣减|减去?|抵减|剔除|冲减)|请将本表[^,重补更改未缺]{0,14}(?:报送|上报|反馈|发送)[^,重补更改未缺]{0,8}"
)
_TAKES = re.compile(
    r"分局|税务所|[除外仅只非不未没另估预暂待缺漏补更余旬]|部分|(?<!提)[前后]|[上下]半?[月年]|(?<!所)(?<!包)含|改(?![革进善])|截[至止]"
)
"""What may take something from the figures, whatever else a clause consists of."""
_KIND_OF = re.compile(r"[一-鿿]{2,14}(?:税|费|附加|基金|保险)")
_HOLDS = re.compile(r"(?P<group>[一-鿿]{2,8}?)(?:包?含|包括)(?P<what>[一-鿿、和及]+)")
_SUMMED_UP = re.compile(r"(?:本[月季年]度?)?小结:?|总共|共计?")


def harmless(clauses: list[str], stem: str, form: re.Pattern[str], own: str, named: re.Pattern[str]) -> bool:
    """Whether every clause of a sentence is known to say nothing against the figures. `form`, `own`: as `left_over` wants them."""
    sentence = ",".join(clauses)
    about = [m for m in _MATTERS if m.sign.search(sentence)]
    return all(_clause(clause, about, stem, form, own, named) for clause in clauses)


def _clause(
    clause: str, about: list[Matter], stem: str, form: re.Pattern[str], own: str, named: re.Pattern[str]
) -> bool:
    said = clause.strip("()[]【】“”。 \n")
    if _PHRASES.fullmatch(said) or any(m.form.fullmatch(said) for m in about):
        return True
    holds = _HOLDS.fullmatch(said)
    if holds and all(_is_a_kind(word, named) for word in (holds["group"], *re.split(r"[、和及]", holds["what"]))):
        return True
    bare = _SUMMED_UP.sub(" ", said) if re.search(r"\d", said) else said
    return not _TAKES.search(said) and not left_over(bare, stem, form, own, prose=True)


def _is_a_kind(words: str, named: re.Pattern[str]) -> bool:
    """社会保险费含机关事业单位养老保险: names of kinds of tax and charge, with or without 费 at their end."""
    return named.fullmatch(words) is not None or (
        _KIND_OF.fullmatch(words) is not None and named.search(f"{words}费") is not None
    )
