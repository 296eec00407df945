"""Assets of Google Cloud, and that they get the verdicts of the plans that describe the same things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pcicheck import scan
from pcicheck.cases.shorthand import plan
from pcicheck.errors import InputError
from pcicheck.providers.registry import tables
from pcicheck.results.finding import Finding
from pcicheck.rulebook.load import Rulebook
from pcicheck.sources.gcp.catalog import CONTENTS, NOT_LISTED, hidden_by
from pcicheck.sources.gcp.lacking import LACKING
from pcicheck.sources.gcp.policies import POLICIES, PolicyRow
from pcicheck.sources.gcp.seen import NEVER_LISTED
from pcicheck.sources.gcp.shapes import SHAPES
from tests.sources.gcp.conftest import Judged
from tests.sources.gcp.pairs import PAIRS, TOLD_APART
from tests.sources.gcp.pairs.base import PROJECT, Pair

_UNPAIRED = {
    # Nothing is asked of these by themselves.
    "certificatemanager.googleapis.com/CertificateIssuanceConfig",
    "cloudkms.googleapis.com/CryptoKeyVersion",
    "compute.googleapis.com/NetworkEndpointGroup",
    "compute.googleapis.com/UrlMap",
    "monitoring.googleapis.com/NotificationChannel",
    "netapp.googleapis.com/StoragePool",
    "networksecurity.googleapis.com/ServerTlsPolicy",
    # Terraform has no such resources; test_sight.py.
    "securitycenter.googleapis.com/EventThreatDetectionSettings",
    "securitycenter.googleapis.com/SecurityHealthAnalyticsSettings",
    "securitycentermanagement.googleapis.com/SecurityCenterService",
}
"""Types of assets that no plan has beside them."""


def _findings(path: Path, document: Any, book: Rulebook) -> dict[tuple[str, str, str], Finding]:
    """Findings by rule, native type and the thing's own name."""
    path.write_text(json.dumps(document))
    return {(f.rule, f.native_type, f.native_address): f for f in scan([path], rules=book).findings()}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.address)
def test_the_same_thing_gets_the_same_verdicts(pair: Pair, judged: Judged) -> None:
    planned, assets = (
        {(f.rule, f.native_type, f.native_address): f for f in findings} for findings in judged.both(pair)
    )
    compared = 0
    for (rule, native_type, _), finding in assets.items():
        if native_type != pair.address.partition(".")[0]:
            continue  # what the export leaves open stands as a resource of its own
        other = planned.get((rule, native_type, pair.address))
        if other is None and finding.verdict == "unknown" and finding.address.startswith("gcp:"):
            continue  # about all there is, of which the plan knows as little
        assert other is not None, f"{rule} is asked of the asset only"
        if "unknown" not in (finding.verdict, other.verdict) and (pair.address, rule) not in TOLD_APART:
            assert finding.verdict == other.verdict, f"{rule}: {finding.observed} against {other.observed}"
            compared += finding.verdict != "not_applicable"
        elif finding.verdict != other.verdict:
            assert finding.verdict == "unknown" or (pair.address, rule) in TOLD_APART, f"{rule}: {other.reason}"
            assert finding.reason
    assert compared >= pair.least


@pytest.mark.unmeasured
@pytest.mark.parametrize(("kind", "row"), POLICIES.items(), ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("member", ["allUsers", "user:a@example.com"])
def test_the_same_policy_gets_the_same_verdicts(
    tmp_path: Path, kind: str, row: PolicyRow, member: str, book: Rulebook
) -> None:
    name, policy = f"{PROJECT}/things/t", {"bindings": [{"role": "roles/owner", "members": [member]}]}
    shown = {"name": f"//{kind.partition('/')[0]}/{name}", "asset_type": kind, "iam_policy": policy}
    planned = _findings(tmp_path / "plan.json", plan({f"{row.type}.p": row.values(name, json.dumps(policy))}), book)
    assets = _findings(tmp_path / "assets.json", [shown], book)
    told = [
        {(rule, finding.verdict) for (rule, native_type, _), finding in found.items() if native_type == row.type}
        for found in (planned, assets)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("name", "native_type"),
    [
        ("projects/7/iap_web/compute", "google_iap_web_type_compute_iam_policy"),
        ("projects/7/iap_web/appengine-pay", "google_iap_web_type_app_engine_iam_policy"),
        ("projects/7/iap_web/compute/services/s", "google_iap_web_backend_service_iam_policy"),
        ("projects/7/iap_web/compute-europe-west1/services/s", "google_iap_web_region_backend_service_iam_policy"),
        ("projects/7/iap_web/cloud_run-europe-west1/services/s", "google_iap_web_cloud_run_service_iam_policy"),
        ("projects/7/iap_web/appengine-pay/services/s", "google_iap_app_engine_service_iam_policy"),
        ("projects/7/iap_web/appengine-pay/services/s/versions/v", "google_iap_app_engine_version_iam_policy"),
    ],
)
def test_what_identity_aware_proxy_protects(name: str, native_type: str) -> None:
    kinds = {1: "WebType", 3: "WebService", 5: "WebServiceVersion"}
    kind = kinds[name.partition("/iap_web/")[2].count("/") + 1]
    assert POLICIES[f"iap.googleapis.com/{kind}"].type_of(name) == native_type


_WRITTEN_OTHERWISE = {
    # Inside the asset of the owner.
    "google_access_context_manager_service_perimeter_egress_policy",
    "google_access_context_manager_service_perimeter_ingress_policy",
    "google_access_context_manager_service_perimeter_resource",
    "google_compute_region_security_policy_rule",
    "google_compute_security_policy_rule",
    "google_storage_default_object_acl",
    # What only Terraform's state holds.
    "google_secret_manager_regional_secret_version",
    "google_secret_manager_secret_version",
    # Objects are no assets.
    "google_storage_object_access_control",
    "google_storage_object_acl",
}


def test_every_type_with_an_adapter_is_listed_or_named_as_lacking() -> None:
    known = tables("gcp")
    listed = {name for content in CONTENTS for name in hidden_by(content)}
    endings = tuple(name[1:] for name in NEVER_LISTED if name.startswith("*"))
    left = {
        name
        for name in (*known.adapters, *known.sidecars)
        if name not in listed | NEVER_LISTED | LACKING.keys() and not name.endswith(endings)
    }
    assert {name for name in left if not name.startswith("data.")} == _WRITTEN_OTHERWISE
    assert LACKING.keys() <= known.adapters.keys() | known.sidecars.keys() | known.helpers


def test_every_type_of_assets_has_a_pair() -> None:
    paired = {pair.asset["asset_type"] for pair in PAIRS}
    inside = {"bigtableadmin.googleapis.com/Instance", "bigtableadmin.googleapis.com/Cluster"}  # test_joining.py
    assert set(SHAPES) - paired - inside - NOT_LISTED == _UNPAIRED


def _bucket(**data: Any) -> dict[str, Any]:
    return {
        "name": f"//storage.googleapis.com/{data['name']}",
        "asset_type": "storage.googleapis.com/Bucket",
        "resource": {"version": "v1", "parent": "//cloudresourcemanager.googleapis.com/projects/7", "data": data},
    }


@pytest.mark.unmeasured
def test_lists_lines_and_both_spellings(tmp_path: Path) -> None:
    asset = _bucket(name="pay", location="EU")
    other = {("assetType" if key == "asset_type" else key): value for key, value in _bucket(name="b").items()}
    forms = {
        "list.json": json.dumps([asset, other]),
        "lines.json": json.dumps(asset) + "\n" + json.dumps(other) + "\n",
        "one.json": json.dumps(asset, indent=2),
    }
    for name, text in forms.items():
        (tmp_path / name).write_text(text)
        results = scan([tmp_path / name])
        assert results.header.inputs[0].source == "gcp-assets"
        found = list(results.findings())
        assert {f.account for f in found if f.native_address.endswith("pay")} == {"7"}
        assert {f.region for f in found if f.native_address.endswith("pay")} == {"eu"}
    assert scan([tmp_path]).header.tally.population > 0


def test_what_is_not_read_is_a_gap(tmp_path: Path) -> None:
    odd = {
        "name": "//x/y",
        "asset_type": "x.googleapis.com/Y",
        "resource": {"data": {"a": 1}},
        "iam_policy": {"bindings": []},
    }
    policy = {**_bucket(name="pay"), "iam_policy": {"bindings": []}}
    (tmp_path / "a.json").write_text(json.dumps([odd, policy]))
    gaps = {gap.where.split(": ")[1]: gap.kind for gap in scan([tmp_path / "a.json"]).header.gaps}
    assert gaps == {"x.googleapis.com/Y": "unsupported_type", "iam_policy": "unsupported_type"}


@pytest.mark.parametrize("text", ['[{"asset_type": "a/B", "name": "x"}]', '[{"asset_type": '])
def test_bad_assets(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(InputError, match=r"no assets with their data|not valid JSON"):
        scan([tmp_path / "a.json"])
