"""What several assets say together of one thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pcicheck import scan
from pcicheck.sources.gcp.names import Projects
from tests.sources.gcp.conftest import rulebook
from tests.sources.gcp.pairs.base import KEY, PROJECT, asset

_INSTANCE = f"//bigtable.googleapis.com/{PROJECT}/instances/i"
_POOL = {"name": "p", "management": {"autoUpgrade": True}, "config": {"serviceAccount": "default"}}
_CLUSTER = f"//container.googleapis.com/{PROJECT}/locations/eu/clusters/c"


def _verdicts(folder: Path, assets: list[dict[str, Any]], rule: str) -> dict[str, str]:
    (folder / "a.json").write_text(json.dumps(assets))
    found = (finding for finding in scan([folder / "a.json"], rules=rulebook()).findings() if finding.rule == rule)
    return {finding.address.rpartition("/")[2]: finding.verdict for finding in found}


def test_clusters_of_bigtable_stand_in_their_instance(tmp_path: Path) -> None:
    instance = asset("bigtableadmin.googleapis.com/Instance", _INSTANCE, {"name": "i"})
    keyed, plain = (
        asset("bigtableadmin.googleapis.com/Cluster", f"{_INSTANCE}/clusters/{name}", data)
        for name, data in (("a", {"encryptionConfig": {"kmsKeyName": KEY}}), ("b", {}))
    )
    rule = "database-customer-key"
    assert _verdicts(tmp_path, [instance], rule) == {"i": "unknown"}
    assert _verdicts(tmp_path, [keyed, instance], rule) == {"i": "pass"}
    assert _verdicts(tmp_path, [instance, keyed, plain], rule) == {"i": "fail"}


def test_a_pool_is_judged_once(tmp_path: Path) -> None:
    cluster = asset("container.googleapis.com/Cluster", _CLUSTER, {"name": "c", "nodePools": [_POOL]})
    pool = asset("container.googleapis.com/NodePool", f"{_CLUSTER}/nodePools/p", _POOL)
    rule = "node-pool-own-identity"
    assert _verdicts(tmp_path, [pool], rule) == {"p": "fail"}
    assert _verdicts(tmp_path, [pool, cluster], rule) == {"c#node_pool": "fail"}


def test_sinks_that_come_with_a_project_copy_nothing(tmp_path: Path) -> None:
    name = f"//logging.googleapis.com/{PROJECT}/sinks"
    place = "locations/global/buckets"
    sinks = [
        asset("logging.googleapis.com/LogSink", f"{name}/{sink}", {"name": sink, "destination": destination})
        for sink, destination in (
            ("_Required", f"logging.googleapis.com/{PROJECT}/{place}/_Required"),
            ("_Default", f"logging.googleapis.com/{PROJECT}/{place}/_Default"),
        )
    ]
    assert set(_verdicts(tmp_path, sinks, "log-copy-complete")) == set()
    sinks[1]["resource"]["data"]["destination"] = f"logging.googleapis.com/projects/central/{place}/_Default"
    assert set(_verdicts(tmp_path, sinks, "log-copy-complete").values()) == {"pass"}


def test_a_disk_finds_the_key_of_its_version(tmp_path: Path) -> None:
    disk = asset(
        "compute.googleapis.com/Disk",
        f"//compute.googleapis.com/{PROJECT}/zones/eu-a/disks/d",
        {"name": "d", "diskEncryptionKey": {"kmsKeyName": f"{KEY}/cryptoKeyVersions/3"}},
    )
    assert _verdicts(tmp_path, [disk], "block-volume-customer-key") == {"d": "pass"}


def test_projects_by_id_and_number() -> None:
    projects = Projects()
    projects.learn(
        {"name": "//compute.googleapis.com/projects/pay/zones/z/disks/d", "ancestors": ["projects/7", "folders/2"]}
    )
    assert projects.relative("//secretmanager.googleapis.com/projects/7/secrets/s") == "projects/pay/secrets/s"
    assert projects.relative("https://www.googleapis.com/compute/v1/projects/pay/global/x") == "projects/pay/global/x"
    assert projects.relative("storage.googleapis.com/audit") == "audit"
    assert projects.above("7") == projects.above("pay") == ("folders/2",)
    assert projects.above("other") is None
