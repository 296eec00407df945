"""Azure's own clients against a server that answers as Resource Manager and Resource Graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcicheck.errors import InputError
from pcicheck.sources.azure.collect import Asked, Connection, collect
from pcicheck.sources.azure.details import TABLES
from tests.sources.arm.judging import clock, judged, results
from tests.sources.arm.manager import Azure, served

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"


def _id(provider: str, name: str) -> str:
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/pay/providers/{provider}/{name}"


def _account(number: int, **properties: Any) -> dict[str, Any]:
    return {
        "id": _id("Microsoft.Storage/storageAccounts", f"s{number}"),
        "name": f"s{number}",
        "type": "microsoft.storage/storageaccounts",
        "location": "westeurope",
        "kind": "StorageV2",
        "sku": {"name": "Standard_LRS"},
        "properties": {
            "minimumTlsVersion": "TLS1_2",
            "supportsHttpsTrafficOnly": True,
            "allowBlobPublicAccess": False,
            **properties,
        },
    }


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[tuple[Azure, Connection]]:
    """Five storage accounts, the first with old TLS."""
    estate = Azure()
    estate.tables["resources"] = [_account(n, **({} if n else {"minimumTlsVersion": "TLS1_0"})) for n in range(5)]
    with served(estate, tmp_path) as connection:
        yield estate, connection


def _collect(azure: tuple[Azure, Connection], folder: Path, **more: Any) -> int:
    return collect(Asked(), folder, connection=azure[1], clock=clock, **more)


def _verdicts(folder: Path, rule: str) -> dict[str, str]:
    found = (finding for finding in judged(folder) if finding.rule == rule)
    return {finding.native_address.rpartition("/")[2]: finding.verdict for finding in found}


def test_pages_become_documents_and_verdicts(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _collect(azure, tmp_path / "s")
    assert _verdicts(tmp_path / "s", "object-store-min-tls") == {
        "s0": "fail",
        "s1": "pass",
        "s2": "pass",
        "s3": "pass",
        "s4": "pass",
    }


def test_nothing_is_written_to_the_cloud(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _collect(azure, tmp_path / "s")
    posts = {line for line in azure[0].asked if not line.startswith("GET ")}
    assert posts == {"POST /providers/Microsoft.ResourceGraph/resources"}


def test_a_busy_service_is_asked_again(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].busy = 2
    _collect(azure, tmp_path / "s")
    assert len(_verdicts(tmp_path / "s", "object-store-min-tls")) == 5


def test_a_refusal_is_a_gap_that_names_the_right(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].denied.add("/blobServices")
    _collect(azure, tmp_path / "s")
    denied = [gap for gap in results(tmp_path / "s").header.gaps if gap.kind == "denied"]
    assert len(denied) == 5
    assert "Microsoft.Storage/storageAccounts/blobServices/read" in denied[0].why


def test_a_refused_table_is_a_gap(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].denied.add("securityresources")
    _collect(azure, tmp_path / "s")
    (gap,) = [gap for gap in results(tmp_path / "s").header.gaps if gap.kind == "denied"]
    assert "Microsoft.ResourceGraph/resources/read" in gap.why


def test_what_is_there_is_not_asked_again(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _collect(azure, tmp_path / "s")
    (tmp_path / "s" / SUBSCRIPTION / "global" / f"{list(TABLES)[1]}.jsonl.gz").unlink()
    azure[0].asked.clear()
    _collect(azure, tmp_path / "s", resume=True)
    assert len([line for line in azure[0].asked if "ResourceGraph" in line]) == 1
    assert json.loads((tmp_path / "s" / "snapshot.json").read_text())["finished"]


def test_no_subscription_is_said_in_a_sentence(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].subscriptions = []
    with pytest.raises(InputError, match="can see no subscription"):
        _collect(azure, tmp_path / "s")
