"""Patching manifests: the cases of RFC 7396, and lists of named items."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lictool.patch import patched

NAMED = {"key": ["name"], "items": {"fields": {"groups": {"key": ["name"], "items": {}}}}}
SHAPE = {"fields": {"headends": NAMED, "steps": {"key": []}, "users": {"fields": {"groups": NAMED}}}}

# Target, patch, result: the test cases of RFC 7396, appendix A.
MERGE = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]

ITEMS: dict[str, tuple[Any, Any, Any]] = {
    "an item of that name is merged": (
        [{"name": "a", "x": 1}, {"name": "b"}],
        [{"name": "a", "y": 2}],
        [{"name": "a", "x": 1, "y": 2}, {"name": "b"}],
    ),
    "an item of another name is appended": (
        [{"name": "a"}],
        [{"name": "b", "x": 1}],
        [{"name": "a"}, {"name": "b", "x": 1}],
    ),
    "a record by name": (
        [{"name": "a", "x": 1}, {"name": "b"}],
        {"a": {"x": 2}, "c": {"y": 3}},
        [{"name": "a", "x": 2}, {"name": "b"}, {"name": "c", "y": 3}],
    ),
    "null takes an item away": ([{"name": "a"}, {"name": "b"}], {"a": None}, [{"name": "b"}]),
    "null for an item that is not there": ([{"name": "a"}], {"b": None}, [{"name": "a"}]),
    "null takes a key away": ([{"name": "a", "x": 1}], {"a": {"x": None}}, [{"name": "a"}]),
    "an item is renamed": ([{"name": "a", "x": 1}], {"a": {"name": "b"}}, [{"name": "b", "x": 1}]),
    "an empty list says that there are none": ([{"name": "a"}], [], []),
    "an empty record changes nothing": ([{"name": "a"}], {}, [{"name": "a"}]),
    "where there was no list": (None, {"a": {"x": 1}}, [{"name": "a", "x": 1}]),
    "lists inside of items": (
        [{"name": "a", "groups": [{"name": "g", "x": 1}]}],
        {"a": {"groups": {"g": {"y": 2}}}},
        [{"name": "a", "groups": [{"name": "g", "x": 1, "y": 2}]}],
    ),
    "an item given twice is merged twice": (
        [],
        [{"name": "a", "x": 1}, {"name": "a", "y": 2}],
        [{"name": "a", "x": 1, "y": 2}],
    ),
    "what is no record is left to the schema": (
        [{"name": "a"}],
        ["b", {"x": 1}, None],
        [{"name": "a"}, "b", {"x": 1}, None],
    ),
    "what is no record by name is left to the schema": ([{"name": "a"}], {"a": 5, "b": 6}, [5, 6]),
}


@pytest.mark.parametrize(("target", "patch", "result"), MERGE)
def test_merge_patch(target: Any, patch: Any, result: Any) -> None:
    assert patched(target, patch, {}) == result


@pytest.mark.parametrize(("target", "patch", "result"), ITEMS.values(), ids=ITEMS)
def test_lists_of_named_items(target: Any, patch: Any, result: Any) -> None:
    before = deepcopy(target)
    assert patched({} if target is None else {"headends": target}, {"headends": patch}, SHAPE) == {"headends": result}
    assert target == before


def test_null_takes_a_list_away() -> None:
    assert patched({"headends": [{"name": "a"}]}, {"headends": None}, SHAPE) == {}


def test_other_lists_are_replaced() -> None:
    assert patched({"steps": [{"name": "a"}]}, {"steps": [{"name": "b"}]}, SHAPE) == {"steps": [{"name": "b"}]}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3),
    max_leaves=10,
)
ITEM = st.dictionaries(st.sampled_from("xyz"), JSON, max_size=3)
SPEC = st.fixed_dictionaries(
    {},
    optional={
        "headends": st.dictionaries(st.sampled_from("abc"), ITEM).map(
            lambda items: [{"name": name, **item} for name, item in items.items()]
        ),
        "steps": st.lists(ITEM, max_size=3),
        "users": ITEM,
    },
)


@given(SPEC)
def test_nothing_changes_nothing(spec: dict[str, Any]) -> None:
    assert patched(spec, {}, SHAPE) == spec


@given(SPEC, SPEC)
def test_a_patch_can_be_put_on_twice_and_leaves_its_target_alone(spec: dict[str, Any], patch: dict[str, Any]) -> None:
    before = deepcopy((spec, patch))
    once = patched(spec, patch, SHAPE)
    assert patched(once, patch, SHAPE) == once
    assert (spec, patch) == before


@given(SPEC, SPEC)
def test_names_survive_and_the_new_ones_come_last(spec: dict[str, Any], patch: dict[str, Any]) -> None:
    old = [item["name"] for item in spec.get("headends", ())]
    new = [item["name"] for item in patch.get("headends", ())]
    found = [item["name"] for item in patched(spec, patch, SHAPE).get("headends", ())]
    emptied = patch.get("headends") == []
    assert found == ([] if emptied else [*old, *(name for name in new if name not in old)])
