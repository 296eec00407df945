"""References through configuration: side-cars and links find their owners."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from pcicheck.cases.shorthand import plan
from pcicheck.model.document import Document
from pcicheck.model.link import Link
from pcicheck.model.value import Unknown
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read
from tests.plans import UNKNOWN, ref

BUCKET = "aws_s3_bucket"
SIDECAR = "aws_s3_bucket_versioning"


def _documents(made: dict[str, Any]) -> dict[str, Document]:
    reading = read(Input("plan.json", json.dumps(made).encode()), {BUCKET, SIDECAR, "aws_kms_key"})
    return {document.address: document for document in reading.documents}


def _plan(resources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(msgspec.json.encode(plan(resources)))
    return made


def _owner(made: dict[str, Any], sidecar: str) -> list[str]:
    return [document.address for document in _documents(made)[sidecar].follow_all("bucket", BUCKET)]


def test_by_plain_reference() -> None:
    made = _plan(
        {f"{BUCKET}.a": {}, f"{BUCKET}.b": {}, f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a.id", f"{BUCKET}.a")}}
    )
    assert _owner(made, f"{SIDECAR}.v") == [f"{BUCKET}.a"]


def test_by_count_and_for_each_keys() -> None:
    names = [f'{BUCKET}.a["x"]', f'{BUCKET}.a["y"]', f'{SIDECAR}.v["x"]', f'{SIDECAR}.v["y"]']
    made = _plan({name: {"bucket": ref(f"{BUCKET}.a", "each.key")} if SIDECAR in name else {} for name in names})
    assert _owner(made, names[2]) == [names[0]]
    assert _owner(made, names[3]) == [names[1]]


def test_by_explicit_index() -> None:
    made = _plan({f"{BUCKET}.a[0]": {}, f"{BUCKET}.a[1]": {}, f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a[1].id")}})
    assert _owner(made, f"{SIDECAR}.v") == [f"{BUCKET}.a[1]"]


def test_an_index_that_is_not_there_finds_nothing() -> None:
    made = _plan({f"{BUCKET}.a[0]": {}, f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a[7].id")}})
    assert _owner(made, f"{SIDECAR}.v") == []


def test_without_a_matching_key_all_candidates_are_given() -> None:
    made = _plan({f"{BUCKET}.a[0]": {}, f"{BUCKET}.a[1]": {}, f"{SIDECAR}.v": {"bucket": ref(f"{BUCKET}.a")}})
    assert _owner(made, f"{SIDECAR}.v") == [f"{BUCKET}.a[0]", f"{BUCKET}.a[1]"]


def test_for_each_over_resources() -> None:
    made = _plan({f'{BUCKET}.a["x"]': {}, f'{SIDECAR}.v["x"]': {"bucket": ref("each.value.id", "each.value")}})
    made["configuration"]["root_module"]["resources"][1]["for_each_expression"] = {"references": [f"{BUCKET}.a"]}
    assert _owner(made, f'{SIDECAR}.v["x"]') == [f'{BUCKET}.a["x"]']


def _module_plan(keyed: bool) -> dict[str, Any]:
    key = '["k"]' if keyed else ""
    return _plan({f"module.store{key}.{BUCKET}.a": {}, f"module.side{key}.{SIDECAR}.v": {"bucket": ref("var.bucket")}})


@pytest.mark.parametrize("keyed", [False, True])
def test_through_module_input_and_output(keyed: bool) -> None:
    made = _module_plan(keyed)
    key = '["k"]' if keyed else ""
    calls = made["configuration"]["root_module"]["module_calls"]
    calls["store"]["module"]["outputs"] = {"id": {"expression": {"references": [f"{BUCKET}.a.id", f"{BUCKET}.a"]}}}
    calls["side"]["expressions"] = {"bucket": {"references": ["module.store.id", "module.store"]}}
    assert _owner(made, f"module.side{key}.{SIDECAR}.v") == [f"module.store{key}.{BUCKET}.a"]


def test_through_an_explicit_module_key() -> None:
    made = _module_plan(keyed=True)
    calls = made["configuration"]["root_module"]["module_calls"]
    calls["store"]["module"]["outputs"] = {"id": {"expression": {"references": [f"{BUCKET}.a"]}}}
    calls["side"]["expressions"] = {"bucket": {"references": ['module.store["k"].id']}}
    assert _owner(made, f'module.side["k"].{SIDECAR}.v') == [f'module.store["k"].{BUCKET}.a']
    calls["side"]["expressions"] = {"bucket": {"references": ['module.store["gone"].id']}}
    assert _owner(made, f'module.side["k"].{SIDECAR}.v') == []


def test_through_a_nested_object_input_and_each_of_the_call() -> None:
    made = _plan({f'{BUCKET}.a["k"]': {}, f'module.side["k"].{SIDECAR}.v': {"bucket": ref("var.settings.bucket")}})
    call = made["configuration"]["root_module"]["module_calls"]["side"]
    call["expressions"] = {"settings": {"references": ["each.value.id", "each.value"]}}
    call["for_each_expression"] = {"references": [f"{BUCKET}.a"]}
    assert _owner(made, f'module.side["k"].{SIDECAR}.v') == [f'{BUCKET}.a["k"]']


@pytest.mark.parametrize("name", ["local.bucket", "path.module", "module.gone.id", "var.gone", "module.side.gone"])
def test_what_cannot_be_followed_is_not_guessed(name: str) -> None:
    made = _plan({f"{BUCKET}.a": {}, f"module.side.{SIDECAR}.v": {"bucket": ref(name)}})
    assert _owner(made, f"module.side.{SIDECAR}.v") == []


def test_a_loop_of_outputs_ends() -> None:
    made = _plan({f"module.side.{SIDECAR}.v": {"bucket": ref("var.bucket")}})
    call = made["configuration"]["root_module"]["module_calls"]["side"]
    call["module"]["outputs"] = {"id": {"expression": {"references": ["var.bucket"]}}}
    call["expressions"] = {"bucket": {"references": ["module.side.id"]}}
    assert _owner(made, f"module.side.{SIDECAR}.v") == []


def test_by_literal_name() -> None:
    made = _plan(
        {f"{BUCKET}.a": {"bucket": "pay"}, f"{SIDECAR}.v": {"bucket": "pay"}, "aws_kms_key.pay": {"id": "pay"}}
    )
    assert _owner(made, f"{SIDECAR}.v") == [f"{BUCKET}.a"]


def test_a_name_finds_any_type_only_by_id_or_arn() -> None:
    made = _plan({f"{BUCKET}.a": {"bucket": "pay"}, f"{SIDECAR}.v": {"bucket": "pay"}})
    assert _documents(made)[f"{SIDECAR}.v"].follow("bucket") is None


def test_links() -> None:
    key = "arn:aws:kms:eu-west-1:123456789012:key/1"
    made = _plan(
        {
            "aws_kms_key.k": {},
            f"{BUCKET}.by_reference": {"kms": [{"key": ref("aws_kms_key.k.arn")}]},
            f"{BUCKET}.by_name": {"kms": [{"key": key}]},
            f"{BUCKET}.elsewhere": {"kms": [{"key": ref("data.aws_kms_key.shared.arn")}]},
            f"{BUCKET}.unset": {},
            f"{BUCKET}.unknown": {"kms": [{"key": UNKNOWN}]},
            f"{BUCKET}.odd": {"kms": [{"key": ["a"]}]},
        }
    )
    documents = _documents(made)
    links = {
        name: documents[f"{BUCKET}.{name}"].link("kms.key", "key")
        for name in ("by_reference", "by_name", "elsewhere", "unset", "unknown", "odd")
    }
    assert links["by_reference"] == Link("aws_kms_key.k", "key")
    assert links["by_name"] == Link(key, "key")
    assert links["elsewhere"] == Link("data.aws_kms_key.shared", "key")
    assert links["unset"] is None
    assert isinstance(links["unknown"], Unknown)
    assert isinstance(links["odd"], Unknown)
