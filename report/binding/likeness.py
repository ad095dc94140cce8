"""How like a metric a passage speaks: scores of every metric of a catalogue for one weighted context.

For each metric the mean of (a) how much of its best wording the context covers, by idf-weighted pairs of characters,
and (b) the cosine of the context with that metric's nearest wording over 1–3 characters (tf-idf). A wording is scored by
itself: one bag of words for each metric falls apart as soon as there are look-alikes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, hypot, log
from typing import Any
from weakref import ref

from metrics.model import Metric
from metrics.numbers import split_unit
from report.finding.measures import unit_fit

_NOISE = re.compile(r"[^\u3400-\u9fffA-Za-z]+")
_COUNTED = re.compile(r"(?:[次人户篇条家个场]|类别|金)[次数额]+$|总量$|金额$")
"""The end of a name that only says what is counted: 次数, 金额."""
_WHEN = re.compile(
    r"(?:(?:20\d\d|今|去|上|本|当)年(?:度(?!任务|目标|收入|税))?)?(?:[上下]半年|前?第?[一二三四1-4]季度|前三季度|\d+月份?)|20\d\d年(?:度(?!任务|目标|收入|税))?|今年以来|截至目前"
)
"""Words of period, which say nothing of what is counted."""
_VERBS = re.compile(r"开展了?|组织了?(?!收入)|召开了?|举办了?|举行了?|进行了?")
_FILLERS = re.compile(r"[的了等共将已均为达]|(?<![以惠涉普触提])及(?!时)|(?<![温缓总饱])和(?!谐|解|平)")
_SAME = (
    ("社会保险费", "社保费"),
    ("集体学习", "集中学习"),
    ("醉驾酒驾", "酒驾醉驾"),
    ("播放", "观看"),
    ("放映", "观看"),
    ("收看", "观看"),
    ("征求", "征集"),
    ("收集", "征集"),
    ("梳理汇总", "征集"),
    ("所占比例", "占比"),
    ("比例", "占比"),
    ("比重", "占比"),
    ("应答", "解答"),
    ("缴费人", "纳税人"),
    ("会议", "会"),
    ("座席", "坐席"),
)
"""Words that officials use for the same thing, and the one that stands for both."""


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """The characters that carry meaning: no digits, masks, punctuation and particles; one word for words of one meaning."""
    text = _VERBS.sub("", _WHEN.sub("", unicodedata.normalize("NFKC", text)))
    for word, other in _SAME:
        text = text.replace(word, other)
    return _FILLERS.sub("", _NOISE.sub("", text)).replace("纳税人纳税人", "纳税人")


@dataclass(frozen=True)
class Fragment:
    """A piece of the context and how much it counts, 1 for the words right around the span."""

    text: str
    weight: float


@dataclass(frozen=True)
class Likeness:
    """How like one metric the context is."""

    metric: str
    score: float
    near: float
    """Part of its best wording that is said in the figure's own clause."""
    named: float
    """Part of its name that is said anywhere in the sentence, 1 if a long wording is: 平均年龄 alone does not say whose."""


@lru_cache(maxsize=4096)
def _counts(text: str) -> Mapping[str, int]:
    """How often each piece of 1–3 characters is in a text. A clause is looked at again for every figure of its sentence."""
    return Counter(g for size in (1, 2, 3) for g in grams(text, size))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Mapping[str, None]:
    """The pairs of characters of a text, each once, in order."""
    return dict.fromkeys(grams(text, 2))


def grams(text: str, size: int) -> list[str]:
    """Overlapping pieces of that many characters."""
    return [text[i : i + size] for i in range(len(text) - size + 1)]


@dataclass(frozen=True)
class _Wording:
    metric: str
    text: str
    pairs: Mapping[str, float]
    pair_mass: float
    vector: Mapping[str, float]


class Index:
    """The wordings of a catalogue, ready for scoring; made once for each catalogue."""

    def __init__(self, catalogue: Mapping[str, Metric]) -> None:
        spoken = {
            key: list(dict.fromkeys(w for w in _spoken(m) if len(w) > 1))
            for key, m in catalogue.items()
            if m.kind != "yes_no"
        }
        self.metrics = dict(catalogue)
        self.pairs_of = {key: {p for w in words for p in grams(w, 2)} for key, words in spoken.items()}
        self._idf = _idf(spoken)
        self._unseen = log(1 + len(spoken)) + 1
        self._wordings = [self._wording(key, w) for key, words in spoken.items() for w in words]
        self._names = {key: self._name(m) for key, m in catalogue.items() if key in spoken}
        self._fits: dict[str | None, dict[str, float]] = {}
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for i, wording in enumerate(self._wordings):
            for pair in wording.pairs:
                self._by_pair[pair].append(i)

    def fitting(self, unit: str | None) -> Mapping[str, float]:
        """Metrics that may stand in a unit, with how well."""
        if unit not in self._fits:
            fits = ((key, unit_fit(unit, m.unit)) for key, m in self.metrics.items())
            self._fits[unit] = {key: fit for key, fit in fits if fit}
        return self._fits[unit]

    def idf(self, gram: str) -> float:
        """Weight of a piece: rare in the catalogue is heavy, unknown is heaviest."""
        return self._idf.get(gram, self._unseen)

    def _wording(self, key: str, text: str) -> _Wording:
        pairs = {p: self.idf(p) for p in grams(text, 2)}
        return _Wording(key, text, pairs, sum(pairs.values()), self._unit_vector({text: 1.0}))

    def _name(self, metric: Metric) -> _Wording:
        text = clean(_COUNTED.sub("", re.sub(r"（[^）]*）", "", metric.name)))
        return self._wording(metric.key, text)

    def _unit_vector(self, texts: Mapping[str, float]) -> dict[str, float]:
        """Weighted texts as a vector of length 1, of which only the pieces are kept that some wording has: no other is ever met."""
        counts: dict[str, float] = {}
        for text, weight in texts.items():
            for gram, times in _counts(text).items():
                counts[gram] = counts.get(gram, 0.0) + weight * times
        known, unseen = self._idf, self._unseen
        vector = {g: c * known.get(g, unseen) for g, c in counts.items()}
        length = hypot(*vector.values()) or 1.0
        return {g: v / length for g, v in vector.items() if g in known}

    def _named(self, metric: str, said: Mapping[str, float]) -> float:
        """Part of a metric's name that is said anywhere."""
        name = self._names[metric]
        return fsum([name.pairs[p] for p in name.pairs.keys() & said.keys()]) / (name.pair_mass or 1.0)

    def rank(self, fragments: Sequence[Fragment], among: Set[str], least: float) -> list[Likeness]:
        """The metrics of `among` as like the context as `least`, best first; equal scores by key."""
        weights: dict[str, float] = {}
        texts: dict[str, float] = {}
        for fragment in sorted(fragments, key=lambda f: f.weight):  # the heaviest last: its weight stays
            text = clean(fragment.text)
            texts[text] = fragment.weight
            weights.update(dict.fromkeys(_pairs(text), fragment.weight))
        vector = self._unit_vector({t: w * w for t, w in texts.items()})
        mass = {p: self._idf[p] * weights[p] for p in weights.keys() & self._by_pair.keys()}
        close = {p for p in mass if weights[p] >= NEAR}
        touched = {i for pair in mass for i in self._by_pair[pair]}
        best: dict[str, tuple[float, float, float]] = {}
        length: dict[str, int] = defaultdict(int)
        for i in touched:
            wording = self._wordings[i]
            key = wording.metric
            if key not in among:
                continue
            shared = wording.pairs.keys() & mass.keys()
            # sums are exact: the order of a set of strings changes from one start of the program to the next
            covered = fsum(map(mass.__getitem__, shared)) / wording.pair_mass
            near = fsum(map(self._idf.__getitem__, shared & close)) / wording.pair_mass
            cosine = fsum([weight * vector[g] for g, weight in wording.vector.items() if g in vector])
            whole = near > 0.99 and len(wording.pairs) >= WHOLE
            reach = LONG if whole else len(shared)
            length[key] = reach if reach > length[key] else length[key]
            old = best.get(key, _NONE)
            best[key] = (
                covered if covered > old[0] else old[0],
                cosine if cosine > old[1] else old[1],
                near if near > old[2] else old[2],
            )
        found = [
            Likeness(k, score, n, 1.0 if length[k] >= LONG else self._named(k, weights))
            for k, (c, v, n) in best.items()
            if (score := (c + v) / 2) >= least
        ]
        return sorted(found, key=lambda x: (-x.score, x.metric))


_NONE = (0.0, 0.0, 0.0)
_INDEXES: dict[int, tuple[ref[Any], Index]] = {}


def index_of(catalogue: Mapping[str, Metric]) -> Index:
    """The catalogue's index, kept as long as the catalogue lives; a plain dict gets a new one each time."""
    known = _INDEXES.get(id(catalogue))
    if known and known[0]() is catalogue:
        return known[1]
    made = Index(catalogue)
    for key in [k for k, (held, _) in _INDEXES.items() if held() is None]:
        _INDEXES.pop(key, None)
    with suppress(TypeError):  # a plain dict cannot be referred to weakly
        _INDEXES[id(catalogue)] = (ref(catalogue), made)
    return made


def _spoken(metric: Metric) -> list[str]:
    """Its wordings without a unit in front (`户次纳税人办理…`): the unit in the text belongs to the figure."""
    unit = split_unit(metric.unit)[1]
    return [clean(w).removeprefix(unit) for w in (metric.name, *metric.words)]


LONG = 5
"""Pairs of characters said of one wording that make it as clear as the name."""
WHOLE = 3
"""Pairs of a wording that makes it as clear as the name if all are said at the figure."""
NEAR = 0.52
"""Weight from which a piece counts as said in the span's own clause."""


def _idf(spoken: Mapping[str, list[str]]) -> dict[str, float]:
    """Inverse document frequency of pieces of 1–3 characters; a document is a metric."""
    seen: Counter[str] = Counter()
    for words in spoken.values():
        seen.update({g for w in words for size in (1, 2, 3) for g in grams(w, size)})
    return {g: log((1 + len(spoken)) / (1 + n)) + 1 for g, n in seen.items()}
