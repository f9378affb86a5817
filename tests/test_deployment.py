"""Joining parts: known answers with exact places, and what splitting and permuting must not change."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lictool.deployment import Clash, Deployment
from lictool.document import Document, load
from lictool.resources import schema_text
from lictool.schema import shipped
from lictool.shape import shape_of
from lictool.wording import say

if TYPE_CHECKING:
    from lictool.location import Path

SHAPE = shape_of(json.loads(schema_text("manifest")))
HEAD = "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: emea}\n"


def _parts(**texts: str) -> list[Document]:
    """Load parts from the text of their `spec`, which starts at line 4; each must fit the schema."""
    documents: list[Document] = []
    for name, text in texts.items():
        loaded = load(f"{name}.yaml", (HEAD + text).encode())
        assert loaded.faults == ()
        documents += loaded.documents
        assert shipped("manifest").violations(loaded.documents[0]) == []
    return documents


def _joined(**texts: str) -> Deployment:
    return Deployment("emea", _parts(**texts), SHAPE)


def _said(clash: Clash) -> tuple[str, str, list[str]]:
    """Give place, message and other places of a clash."""
    arguments = {"hint": "", **{key: text for key, text in clash.arguments.items() if key not in ("known", "all")}}
    return _at(clash.document, clash.where), say(clash.key, "en", **arguments), [_at(*other) for other in clash.others]


def _at(document: Document, where: Any) -> str:
    span = document.spans([where])[where]
    return f"{document.file}:{span.line}:{span.column}"


def test_one_part_is_taken_as_it_is() -> None:
    deployment = _joined(a="spec:\n  users: {authorized: 5}\n")
    assert deployment.data == {"name": "emea", "users": {"authorized": 5}}
    assert deployment.clashes == []


@pytest.mark.parametrize("text", ["", "spec: {}\n"])
def test_a_part_that_says_nothing(text: str) -> None:
    deployment = _joined(a=text)
    assert deployment.data == {"name": "emea"}
    both = _joined(a=text, b="spec:\n  users: {authorized: 5}\n")
    assert both.data == {"name": "emea", "users": {"authorized": 5}}
    document, path = both.trace(("users", "authorized"))
    assert (document.file, path) == ("b.yaml", ("spec", "users", "authorized"))


def test_labels_of_parts_are_joined() -> None:
    texts = [
        HEAD.replace("{name: emea}", "{name: emea, labels: {team: net}}"),
        HEAD.replace("{name: emea}", "{name: emea, labels: {site: bonn, team: net}}"),
        HEAD.replace("{name: emea}", "{name: emea, labels: {site: ulm}}"),
    ]
    parts = [load(f"{number}.yaml", text.encode()).documents[0] for number, text in enumerate(texts)]
    alone = Deployment("emea", parts[:1], SHAPE)
    assert alone.data == {"name": "emea", "labels": {"team": "net"}}
    assert alone.trace(("labels", "team")) == (parts[0], ("metadata", "labels", "team"))
    deployment = Deployment("emea", parts, SHAPE)
    assert deployment.data == {"name": "emea", "labels": {"team": "net", "site": "bonn"}}
    assert deployment.trace(("labels", "site")) == (parts[1], ("metadata", "labels", "site"))
    assert [_said(clash) for clash in deployment.clashes] == [
        (
            "2.yaml:3:39",
            "`site` is `ulm` here but `bonn` in another place of the deployment",
            ["1.yaml:3:39"],
        )
    ]


def test_items_of_one_name_are_one_item() -> None:
    deployment = _joined(
        a="spec:\n  headends:\n    - {name: fw-1, vendor: cisco}\n    - {name: fw-2}\n",
        b="spec:\n  headends:\n    - {name: fw-3}\n    - {name: fw-1, vendor: cisco, installed: [apex]}\n",
        c="spec:\n  headends:\n    - {name: fw-1, installed: [phone, premier]}\n",
    )
    assert deployment.clashes == []
    assert deployment.data["headends"] == [
        {"name": "fw-1", "vendor": "cisco", "installed": ["apex", "phone"]},
        {"name": "fw-2"},
        {"name": "fw-3"},
    ]
    traced = {
        ("headends", 0, "vendor"): ("a.yaml", ("spec", "headends", 0, "vendor")),
        ("headends", 0, "installed", 0): ("b.yaml", ("spec", "headends", 1, "installed", 0)),
        ("headends", 0, "installed", 1): ("c.yaml", ("spec", "headends", 0, "installed", 0)),
        ("headends", 2): ("b.yaml", ("spec", "headends", 0)),
        ("headends", 2, "osVersion"): ("b.yaml", ("spec", "headends", 0, "osVersion")),
        ("headends", 7, "osVersion"): ("a.yaml", ("spec", "headends", 7, "osVersion")),
        ("paks",): ("a.yaml", ("spec", "paks")),
        ("labels", "team"): ("a.yaml", ("metadata", "labels", "team")),
        ("name",): ("a.yaml", ("metadata", "name")),
        (): ("a.yaml", ("spec",)),
    }
    for path, place in traced.items():
        document, inside = deployment.trace(path)
        assert (document.file, inside) == place


def test_items_without_a_name_are_one_by_their_key_and_order() -> None:
    deployment = _joined(
        a="spec:\n  features:\n    - {name: nvm, status: used}\n    - {name: nvm, status: used, users: 5}\n",
        b="spec:\n  features:\n    - {name: nvm, status: planned}\n    - {name: nvm, status: used, users: 9}\n",
    )
    assert deployment.clashes == []
    assert deployment.data["features"] == [
        {"name": "nvm", "status": "used", "users": 9},
        {"name": "nvm", "status": "used", "users": 5},
        {"name": "nvm", "status": "planned"},
    ]
    labels = [deployment.label(("features", number)) for number in range(3)]
    assert labels == [("features", "nvm,used"), ("features", "nvm,used#2"), ("features", "nvm,planned")]


def test_a_list_in_a_key_is_a_set() -> None:
    deployment = _joined(
        a="spec:\n  headends: [{name: a}, {name: b}, {name: a+b}]\n"
        "  features:\n    - {name: nvm, headends: [a, b]}\n    - {name: nvm, headends: [a+b]}\n",
        b="spec:\n  features:\n    - {name: nvm, headends: [a+b], users: 1}\n    - {name: nvm, headends: [b, a], users: 2}\n",
    )
    assert deployment.data["features"] == [
        {"name": "nvm", "headends": ["a", "b"], "users": 2},
        {"name": "nvm", "headends": ["a+b"], "users": 1},
    ]


def test_steps_are_told_apart_by_position_alone() -> None:
    plan = "spec:\n  plans: [{name: refresh, steps: [{action: reload}]}]\n"
    deployment = _joined(a=plan, b=plan)
    assert deployment.data["plans"][0]["steps"] == [{"action": "reload"}, {"action": "reload"}]
    assert deployment.label(("plans", 0, "steps", 1, "action")) == ("plans", "refresh", "steps", "1", "action")
    assert deployment.trace(("plans", 0, "steps", 1))[0].file == "b.yaml"


def test_an_item_with_nothing_to_name_it_has_a_number() -> None:
    deployment = _joined(a="spec:\n  clients: [{devices: 1}, {devices: 2}]\n")
    assert [deployment.label(("clients", n, "devices")) for n in (0, 1)] == [
        ("clients", "#1", "devices"),
        ("clients", "#2", "devices"),
    ]


def test_labels_of_paths_that_lead_nowhere() -> None:
    deployment = _joined(a="spec:\n  headends: [{name: fw-1, installed: [plus]}]\n")
    assert deployment.label(("headends", 0, "installed", 0)) == ("headends", "fw-1", "installed", "plus")
    assert deployment.label(("headends", 0, "ha", "peer")) == ("headends", "fw-1", "ha", "peer")
    assert deployment.label(("headends", 4, "ha")) == ("headends", "4", "ha")
    assert deployment.label(("paks", 0)) == ("paks", "0")


def test_aliases_become_the_names_of_the_faq_and_are_found_where_they_stand() -> None:
    deployment = _joined(
        a="spec:\n"
        "  entitlements: [{name: e, tier: premier}]\n"
        "  headends: [{name: fw-1, smart: {claimed: [advantage]}}]\n"
        "  clients: [{product: anyconnect, version: '4.10'}]\n"
        "  ise: {deployments: [{name: i, licenses: {premier: 5, essentials: 7}}]}\n",
        b="spec:\n  ise: {deployments: [{name: i, licenses: {base: 7, advantage: 1}}]}\n",
    )
    assert deployment.clashes == []
    assert deployment.data["entitlements"][0]["tier"] == "apex"
    assert deployment.data["headends"][0]["smart"]["claimed"] == ["plus"]
    assert deployment.data["clients"][0]["product"] == "secure-client"
    assert deployment.data["ise"]["deployments"][0]["licenses"] == {"apex": 5, "base": 7, "plus": 1}
    licences: Path = ("ise", "deployments", 0, "licenses")
    for name, file, written in (
        ("apex", "a.yaml", "premier"),
        ("base", "a.yaml", "essentials"),
        ("plus", "b.yaml", "advantage"),
    ):
        document, path = deployment.trace((*licences, name))
        assert (document.file, path[-1]) == (file, written)


def test_secrets_are_masked_where_values_are_shown() -> None:
    deployment = _joined(a="spec:\n  paks: [{name: p, ref: 'vault:a'}]\n")
    assert deployment.shown(("paks", 0, "ref"), "vault:a") == "****"
    assert deployment.shown(("paks",), deployment.data["paks"]) == [{"name": "p", "ref": "****"}]
    assert deployment.shown(("name",), "emea") == "emea"


CLASHES: dict[str, tuple[dict[str, str], list[tuple[str, str, list[str]]]]] = {
    "two values": (
        {"a": "spec:\n  users: {authorized: 5}\n", "b": "spec:\n  users:\n    authorized: 6\n"},
        [("b.yaml:6:17", "`authorized` is `6` here but `5` in another place of the deployment", ["a.yaml:5:23"])],
    ),
    "the same value twice": (
        {"a": "spec:\n  users: {authorized: 5}\n", "b": "spec:\n  users:\n    authorized: 5\n"},
        [],
    ),
    "yes and no": (
        {
            "a": "spec:\n  headends: [{name: fw-1, essentialsEnabled: true}]\n",
            "b": "spec:\n  headends: [{name: fw-1, essentialsEnabled: false}]\n",
        },
        [
            (
                "b.yaml:5:46",
                "`essentialsEnabled` is `false` here but `true` in another place of the deployment",
                ["a.yaml:5:46"],
            )
        ],
    ),
    "a secret is not said": (
        {
            "a": "spec:\n  paks: [{name: p, ref: 'vault:a'}]\n",
            "b": "spec:\n  paks: [{name: p, ref: 'vault:b'}]\n",
        },
        [("b.yaml:5:25", "`ref` is `****` here but `****` in another place of the deployment", ["a.yaml:5:25"])],
    ),
    "an alias and its name in one part": (
        {"a": "spec:\n  ise: {deployments: [{name: i, licenses: {apex: 5, premier: 6}}]}\n"},
        [("a.yaml:5:62", "`apex` is `6` here but `5` in another place of the deployment", ["a.yaml:5:50"])],
    ),
    "an alias and its name that agree": (
        {"a": "spec:\n  ise: {deployments: [{name: i, licenses: {apex: 5, premier: 5}}]}\n"},
        [],
    ),
    "an alias and its name in two parts": (
        {
            "a": "spec:\n  ise: {deployments: [{name: i, licenses: {premier: 5}}]}\n",
            "b": "spec:\n  ise: {deployments: [{name: i, licenses: {apex: 6}}]}\n",
        },
        [("b.yaml:5:50", "`apex` is `6` here but `5` in another place of the deployment", ["a.yaml:5:53"])],
    ),
    "an alias and its name in a list": (
        {"a": "spec:\n  headends: [{name: fw-1, installed: [plus, premier, apex]}]\n"},
        [
            (
                "a.yaml:5:54",
                "`apex` names two items of `installed`; a name is given once in a part",
                ["a.yaml:5:45"],
            )
        ],
    ),
    "a name twice in a part": (
        {"a": "spec:\n  headends:\n    - name: fw-1\n    - name: fw-2\n    - name: fw-1\n"},
        [("a.yaml:8:13", "`fw-1` names two items of `headends`; a name is given once in a part", ["a.yaml:6:13"])],
    ),
    "a name thrice in a part": (
        {"a": "spec:\n  users:\n    groups: [{name: g}, {name: g}, {name: g}]\n"},
        [
            ("a.yaml:6:32", "`g` names two items of `groups`; a name is given once in a part", ["a.yaml:6:21"]),
            ("a.yaml:6:43", "`g` names two items of `groups`; a name is given once in a part", ["a.yaml:6:21"]),
        ],
    ),
    "a reference into nothing": (
        {"a": "spec:\n  headends: [{name: fw-1, ha: {peer: fw-2}}]\n"},
        [("a.yaml:5:38", "`fw-2` is no item of `headends`", [])],
    ),
    "a reference into another part": (
        {"a": "spec:\n  headends: [{name: fw-1, ha: {peer: fw-2}}]\n", "b": "spec:\n  headends: [{name: fw-2}]\n"},
        [],
    ),
    "references in lists": (
        {
            "a": "spec:\n  features: [{name: nvm, groups: [staff]}]\n",
            "b": "spec:\n  users: {groups: [{name: Staff}]}\n  features: [{name: nvm, groups: [Staff, guests]}]\n",
        },
        [
            ("a.yaml:5:35", "`staff` is no item of `users.groups`", []),
            ("b.yaml:6:42", "`guests` is no item of `users.groups`", []),
        ],
    ),
    "the only customer": (
        {"a": "spec:\n  customer: {name: cust-a}\n  entitlements: [{name: e, tier: plus, customer: cust-a}]\n"},
        [],
    ),
    "no customer": (
        {"a": "spec:\n  entitlements: [{name: e, tier: plus, customer: cust-a}]\n"},
        [("a.yaml:5:50", "`cust-a` is no item of `customers`", [])],
    ),
}


@pytest.mark.parametrize(("texts", "expected"), CLASHES.values(), ids=CLASHES)
def test_faults_of_the_joined_manifest(texts: dict[str, str], expected: list[tuple[str, str, list[str]]]) -> None:
    assert [_said(clash) for clash in _joined(**texts).clashes] == expected


def test_a_reference_that_leads_nowhere_knows_what_there_is() -> None:
    names = "".join(f"{{name: fw-{number}}}, " for number in range(9, -1, -1))
    clash = _joined(a=f"spec:\n  headends: [{names}{{name: x, ha: {{peer: fw}}}}]\n").clashes[0]
    assert clash.key == "reference-unknown"
    assert clash.arguments["known"] == "`fw-0`, `fw-1`, `fw-2`, `fw-3`, `fw-4`, `fw-5`, `fw-6`, `fw-7`"
    assert sorted(clash.arguments["all"].split("\n")) == [*(f"fw-{n}" for n in range(10)), "x"]


def test_many_equal_items_are_joined_quickly() -> None:
    features = json.dumps({"features": [{"name": "nvm"}] * 10_000})
    deployment = _joined(a=f"spec: {features}\n", b=f"spec: {features}\n")
    assert len(deployment.data["features"]) == 10_000


NAMES = ("fw-1", "fw-2", "a b", "x/y", "ü")
ALIASES = {"premier": "apex", "advantage": "plus", "essentials": "base"}
TIERS = st.sampled_from(("plus", "apex", "phone", "premier", "advantage"))


def _record(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=optional)


def _items(items: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": name, **item} for name, item in items.items()]


def _named(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw a list of named items."""
    return st.dictionaries(st.sampled_from(NAMES), _record(**optional), max_size=4).map(_items)


def _unlike(item: dict[str, Any]) -> str:
    return json.dumps([item.get("name"), item.get("status"), sorted(item.get("headends", ()))])


def _meaning(tier: str) -> str:
    return ALIASES.get(tier, tier)


SPECS = _record(
    users=_record(authorized=st.integers(0, 9), groups=_named(users=st.integers(0, 9), unattended=st.booleans())),
    headends=_named(
        vendor=st.just("cisco"),
        installed=st.lists(TIERS, unique_by=_meaning, max_size=3),
        ha=_record(mode=st.sampled_from(("active-standby", "active-active")), role=st.just("primary")),
        smart=_record(claimed=st.lists(TIERS, unique_by=_meaning, max_size=3)),
    ),
    features=st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from(("nvm", "nam"))},
            optional={"status": st.sampled_from(("used", "planned")), "users": st.integers(0, 9)},
        ),
        unique_by=_unlike,
        max_size=4,
    ),
    entitlements=st.dictionaries(
        st.sampled_from(NAMES),
        st.fixed_dictionaries({"tier": TIERS}, optional={"users": st.integers(0, 9), "evidence": st.just(["order"])}),
        max_size=4,
    ).map(_items),
    ise=_record(
        deployments=_named(
            version=st.just("3.1"),
            licenses=st.sampled_from(({"premier": 1}, {"apex": 2, "essentials": 3}, {"base": 4, "advantage": 5})),
        )
    ),
)


def _key(item: Any) -> dict[str, Any]:
    """Give the keys that every piece of an item needs to be known as that item."""
    return {key: item[key] for key in ("name", "status", "tier") if key in item}


@st.composite
def _split(draw: st.DrawFn, value: Any, count: int) -> list[Any]:
    """Split a value into pieces for parts; None where a part says nothing of it."""
    if not isinstance(value, dict | list) or not value:
        chosen = draw(st.sets(st.integers(0, count - 1), min_size=1))
        return [value if number in chosen else None for number in range(count)]
    pieces: list[Any] = [None] * count
    steps = list(value) if isinstance(value, dict) else draw(st.permutations(range(len(value))))
    for step in steps:
        for number, piece in enumerate(draw(_split(value[step], count))):
            if piece is None:
                continue
            if isinstance(value, dict):
                pieces[number] = {**(pieces[number] or {}), step: piece}
            else:
                whole = {**_key(value[step]), **piece} if isinstance(piece, dict) else piece
                pieces[number] = [*(pieces[number] or []), whole]
    return pieces


def _deployment(specs: list[Any]) -> Deployment:
    documents: list[Document] = []
    for number, spec in enumerate(specs):
        data: dict[str, Any] = {"apiVersion": "lictool/v1", "kind": "SecureClientDeployment", "metadata": {"name": "d"}}
        if spec is not None:
            data["spec"] = spec
        documents += load(f"{number}.json", json.dumps(data).encode()).documents
    assert len(documents) == len(specs)
    for document in documents:
        assert shipped("manifest").violations(document) == []
    return Deployment("d", documents, SHAPE)


def _paths(value: Any, path: Path = ()) -> list[Path]:
    """Give the path of every value, and of what holds it."""
    found = [path] if path else []
    below: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in below:
        found += _paths(part, (*path, step))
    return found


def _look(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _labelled(deployment: Deployment) -> dict[tuple[str, ...], Any]:
    """Give every value that has no parts by its label; what has parts is there with its kind."""
    found = {}
    for path in _paths(deployment.data):
        value = _look(deployment.data, path)
        label = deployment.label(path)
        assert label not in found
        found[label] = type(value).__name__ if isinstance(value, dict | list) else value
    return found


@given(SPECS, st.data())
def test_splitting_and_permuting_change_neither_facts_nor_labels(spec: dict[str, Any], data: st.DataObject) -> None:
    whole = _deployment([spec])
    split = _deployment(data.draw(_split(spec, data.draw(st.integers(1, 3)))))
    assert whole.clashes == split.clashes == []
    assert _labelled(split) == _labelled(whole)


@given(SPECS, st.data())
def test_every_fact_is_traced_to_where_it_stands(spec: dict[str, Any], data: st.DataObject) -> None:
    specs = data.draw(_split(spec, data.draw(st.integers(1, 3))))
    written = deepcopy(specs)
    split = _deployment(specs)
    for path in _paths(split.data):
        document, inside = split.trace(path)
        if inside == ("metadata", "name"):
            assert path == ("name",)
            continue
        assert inside[0] == "spec"
        there, here = _look(written[int(document.file.removesuffix(".json"))], inside[1:]), _look(split.data, path)
        if isinstance(here, dict | list):
            assert type(there) is type(here)
        else:
            assert here == (_meaning(there) if isinstance(there, str) else there)
