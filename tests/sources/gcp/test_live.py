"""A real gRPC server that speaks Cloud Asset Inventory's protocol, asked by Google's own client: pages and refusals."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import grpc
import pytest

from pcicheck import scan
from pcicheck.errors import InputError
from pcicheck.sources.gcp.collect import Asked, collect
from tests.sources.gcp.conftest import QUICK, Inventory, rulebook


def _asset(
    kind: str, name: str, data: dict[str, Any] | None = None, policy: dict[str, Any] | None = None
) -> dict[str, Any]:
    asset: dict[str, Any] = {"name": name, "asset_type": kind}
    if data is not None:
        asset["resource"] = {
            "version": "v1",
            "data": data,
            "parent": "//cloudresourcemanager.googleapis.com/projects/1",
        }
    if policy is not None:
        asset["iam_policy"] = policy
    return asset


BUCKETS = [
    _asset(
        "storage.googleapis.com/Bucket",
        f"//storage.googleapis.com/b{number}",
        {
            "name": f"b{number}",
            "location": "EU",
            "iamConfiguration": {
                "publicAccessPrevention": "enforced" if number else "inherited",
                "uniformBucketLevelAccess": {"enabled": True},
            },
        },
    )
    for number in range(5)
]
POLICIES = [
    _asset(
        "storage.googleapis.com/Bucket",
        "//storage.googleapis.com/b0",
        policy={"bindings": [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]},
    )
]


@pytest.fixture(autouse=True)
def _filled(served: tuple[Inventory, Any]) -> None:
    served[0].assets |= {"RESOURCE": BUCKETS, "IAM_POLICY": POLICIES}


def _clock() -> dt.datetime:
    return dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def _collect(served: tuple[Inventory, Any], folder: Path, **more: Any) -> int:
    return collect(Asked(projects=("pay",)), folder, client=served[1], clock=_clock, retry=QUICK, **more)


def _verdicts(folder: Path, rule: str) -> dict[str, str]:
    found = (finding for finding in scan([folder], rules=rulebook()).findings() if finding.rule == rule)
    return {finding.native_address.rpartition("/")[2]: finding.verdict for finding in found}


def test_pages_become_documents_and_verdicts(served: tuple[Inventory, Any], tmp_path: Path) -> None:
    assert _collect(served, tmp_path / "s") == 6
    assert _verdicts(tmp_path / "s", "object-store-public-access-block") == {
        "b0": "fail",
        "b1": "pass",
        "b2": "pass",
        "b3": "pass",
        "b4": "pass",
    }
    assert _verdicts(tmp_path / "s", "object-store-not-public")["b0"] == "fail"


def test_the_same_answers_give_the_same_bytes(served: tuple[Inventory, Any], tmp_path: Path) -> None:
    for name in ("a", "b"):
        _collect(served, tmp_path / name)
    files = [sorted((tmp_path / name).rglob("*.gz")) for name in ("a", "b")]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    one, other = scan([tmp_path / "a"], rules=rulebook()), scan([tmp_path / "a"], rules=rulebook())
    assert list(one.spool.lines()) == list(other.spool.lines())


def test_a_busy_service_is_asked_again(served: tuple[Inventory, Any], tmp_path: Path) -> None:
    served[0].busy = 3
    assert _collect(served, tmp_path / "s") == 6
    assert len(served[0].asked) == 9


def test_a_refusal_is_a_gap_that_names_the_right(served: tuple[Inventory, Any], tmp_path: Path) -> None:
    served[0].refuse["IAM_POLICY"] = grpc.StatusCode.PERMISSION_DENIED
    _collect(served, tmp_path / "s")
    results = scan([tmp_path / "s"], rules=rulebook())
    (gap,) = [gap for gap in results.header.gaps if gap.kind == "denied"]
    assert "cloudasset.assets.listIamPolicy" in gap.why
    assert _verdicts(tmp_path / "s", "object-store-public-access-block")["b1"] == "pass"
    assert set(_verdicts(tmp_path / "s", "object-store-no-public-policy").values()) == {"unknown"}


def test_what_is_there_is_not_asked_again(served: tuple[Inventory, Any], tmp_path: Path) -> None:
    _collect(served, tmp_path / "s")
    (tmp_path / "s" / "projects-pay" / "global" / "iam-policy.jsonl.gz").unlink()
    served[0].asked.clear()
    _collect(served, tmp_path / "s", resume=True)
    assert served[0].asked == [("projects/pay", "IAM_POLICY")]
    manifest = json.loads((tmp_path / "s" / "snapshot.json").read_text())
    assert manifest["finished"] == "2026-11-22T00:00:00Z"


def test_nothing_named_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--project, --folder or --organization"):
        collect(Asked(), tmp_path / "s")


def test_no_credentials_are_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(InputError, match="application-default login"):
        collect(Asked(projects=("pay",)), tmp_path / "s")
    assert not (tmp_path / "s").exists()
