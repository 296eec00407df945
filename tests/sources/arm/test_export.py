"""What ``az graph query``, ``az resource show`` and ``az resource list`` print, in all its forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck.errors import InputError
from tests.sources.arm.judging import judged, results

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/pay/providers"
_OLD = {"minimumTlsVersion": "TLS1_0", "supportsHttpsTrafficOnly": True}
_NEW = {"minimumTlsVersion": "TLS1_2", "supportsHttpsTrafficOnly": True}


def _store(name: str, properties: dict[str, Any] | None) -> dict[str, Any]:
    kind = "Microsoft.Storage/storageAccounts"
    made = {"id": f"{GROUP}/{kind}/{name}", "name": name, "type": kind, "location": "westeurope"}
    return made if properties is None else made | {"properties": properties}


def _tls(*targets: Path) -> dict[str, str]:
    found = (f for f in judged(*targets) if f.rule == "object-store-min-tls")
    return {f.native_address.rpartition("/")[2]: f.verdict for f in found}


_FORMS: dict[str, Any] = {
    "graph": {"count": 2, "data": [_store("a", _OLD), _store("b", _NEW)], "skip_token": None, "total_records": 2},
    "rest": {"value": [_store("a", _OLD), _store("b", _NEW)], "nextLink": "https://management.azure.com/next"},
    "array": [_store("a", _OLD), _store("b", _NEW)],
    "several answers": [{"data": [_store("a", _OLD)]}, {"value": [_store("b", _NEW)]}],
}


@pytest.mark.parametrize("form", _FORMS)
def test_every_form_is_read(tmp_path: Path, form: str) -> None:
    (tmp_path / "azure.json").write_text(json.dumps(_FORMS[form]))
    assert _tls(tmp_path / "azure.json") == {"a": "fail", "b": "pass"}
    assert _tls(tmp_path) == {"a": "fail", "b": "pass"}


def test_several_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(_store("a", _OLD)))
    (tmp_path / "two.json").write_text(json.dumps({"data": [_store("b", _NEW)]}))
    (tmp_path / "three.json").write_text(json.dumps([_store("c", None)]))
    everything = {"a": "fail", "b": "pass", "c": "unknown"}
    assert _tls(tmp_path) == everything
    assert _tls(*(tmp_path / f"{name}.json" for name in ("one", "two", "three"))) == everything


def test_without_settings_nothing_is_decided(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps([_store("a", None), _store("b", None) | {"properties": None}]))
    assert _tls(tmp_path / "list.json") == {"a": "unknown", "b": "unknown"}
    told = [f for f in judged(tmp_path / "list.json") if f.rule == "object-store-min-tls"]
    assert all("az resource show" in f.message for f in told)


def test_a_child_that_is_in_the_file_is_known(tmp_path: Path) -> None:
    store = _store("a", _NEW)
    service = {
        "id": f"{store['id']}/blobServices/default",
        "name": "default",
        "type": "Microsoft.Storage/storageAccounts/blobServices",
        "properties": {"isVersioningEnabled": True},
    }
    (tmp_path / "alone.json").write_text(json.dumps([store]))
    (tmp_path / "both.json").write_text(json.dumps([store, service]))
    alone, both = (
        {f.rule: f.verdict for f in judged(tmp_path / f"{name}.json") if f.native_address == store["id"]}
        for name in ("alone", "both")
    )
    changed = {rule for rule in alone if alone[rule] != both[rule]}
    assert changed
    assert {alone[rule] for rule in changed} == {"unknown"}


def test_an_absence_is_never_judged_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "azure.json").write_text(json.dumps(_store("a", _NEW)))
    absences = {f.verdict for f in judged(tmp_path / "azure.json") if f.address.startswith("azure:")}
    assert absences == {"unknown"}


@pytest.mark.parametrize("content", ["[", '[{"id": 1, "type": 2}]', '{"data": "x"}', "[[]]"])
def test_a_file_that_holds_no_resource_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "azure.json").write_text(content)
    with pytest.raises(InputError):
        results(tmp_path / "azure.json")
