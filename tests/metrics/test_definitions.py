"""A faulty catalogue is refused as a whole, every fault named with its file and key."""

import pytest

from metrics.definitions import CatalogueError, load_catalogue

GOOD = """
[own_visits]
name = "上门走访次数"
unit = "次"
show = "次"
kind = "sum"
table = "party"
value = "quantity"
where = "kind = '集中学习'"
date = "day"
owner = "办公室"
meaning = "本局自定"
words = ["上门走访"]
"""


def own(tmp_path, text):
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_bureau_adds_a_metric_without_code(tmp_path):
    assert load_catalogue(own(tmp_path, GOOD))["own_visits"].subject == "own"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[own_visits]", "[revenue_total]"), "重名"),
        (('owner = "办公室"\n', ""), "缺少“owner”"),
        (('kind = "sum"', 'kind = "median"'), "kind “median”"),
        (('table = "party"', 'table = "parties"'), "没有“parties”这张表"),
        (('show = "次"', 'show = "亿元"'), "单位不合"),
        (('date = "day"', 'date = "day"\nby = ["office"]'), "不是 party 的列"),
        (('date = "day"', 'date = "day"\ncaveats = ["随便"]'), "固定词表"),
        (('date = "day"', 'date = "day"\nconfused_with = ["nobody"]'), "“nobody”没有定义"),
        (('date = "day"', 'date = "day"\ncolour = "red"'), "不认识的项“colour”"),
        (('words = ["上门走访"]', 'words = "上门走访"'), "应当是一列文字"),
        (('kind = "sum"', 'kind = "ratio"'), "不能自带"),
    ],
)
def test_each_fault_is_named(tmp_path, change, said):
    with pytest.raises(CatalogueError, match=r"own\.toml") as caught:
        load_catalogue(own(tmp_path, GOOD.replace(*change)))
    assert said in str(caught.value)


def test_all_faults_come_at_once_and_broken_files_too(tmp_path):
    own(tmp_path, GOOD.replace('owner = "办公室"\n', "").replace('show = "次"', 'show = ""'))
    (tmp_path / "zz.toml").write_text("[x\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert len(str(caught.value).splitlines()) >= 3


def test_a_circle_is_refused(tmp_path):
    circle = ""
    for key, other in (("one", "two"), ("two", "one")):
        circle += f'[{key}]\nname = "{key}"\nunit = "次"\nshow = "次"\nkind = "combination"\nterms = ["{other}"]\nowner = "办公室"\nmeaning = "圈"\nwords = ["圈{key}"]\n'
    with pytest.raises(CatalogueError, match="成环"):
        load_catalogue(own(tmp_path, circle))
