"""One operation denied at a time, by a proxy before moto: what it blinds is unknown, all else stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.session import Account, Asked, accounts
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.snapshot import GLOBAL, Snapshot
from tests.sources.aws.conftest import sign_in
from tests.sources.aws.estate import TYPES, Estate, Verdicts, frozen, taken
from tests.sources.aws.proxy import operation_name, operations

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

OPERATIONS = operations(TYPES)

UNREACHED = {
    ("ec2", "DescribeInstanceAttribute"),
    ("logs", "GetDataProtectionPolicy"),
    ("lambda", "GetPolicy"),
    ("lambda", "ListFunctionUrlConfigs"),
    ("lambda", "ListFunctionsByCodeSigningConfig"),
}
"""Operations that nothing in the estate leads to; test_workload.py and test_logging.py have recorded answers."""
LEADING = {("lambda", "ListCodeSigningConfigs")}
"""Operations that only lead to parts of things of which the estate has none."""
QUIET = {("s3", "GetObjectLockConfiguration"), ("kms", "ListGrants"), ("kms", "ListAliases")}
"""Operations whose answers decide nothing about this estate."""


class Told(Struct):
    """The estate as it is told to somebody who may see everything."""

    estate: Estate
    folder: Path
    account: Account
    before: Verdicts
    heard: frozenset[tuple[str, str]]

    def without(self, client: str, operation: str, folder: Path) -> None:
        """The snapshot of somebody to whom one operation is denied: only its service is asked again."""
        shutil.copytree(self.folder, folder)
        snapshot = Snapshot(folder)
        self.estate.proxy.denied = {(client, operation)}
        for unit in [unit for unit in snapshot.units() if unit.service == client]:
            region = "" if unit.region == GLOBAL else unit.region
            service = next(s for s in services() if s.client == client and s.everywhere == bool(region))
            asking = Asking(self.account.client(client, region), service, TYPES, frozen, account=unit.account)
            snapshot.write(unit, asking.records())
        self.estate.proxy.denied = set()


@pytest.fixture(scope="module")
def told(shared_estate: Estate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with pytest.MonkeyPatch.context() as patch:
        sign_in(patch, shared_estate.proxy.url)
        folder = tmp_path_factory.mktemp("denied") / "whole"
        shared_estate.proxy.heard.clear()
        taken(folder)
        heard = frozenset(shared_estate.proxy.heard)
        (account,), _ = accounts(Asked())
        yield Told(shared_estate, folder, account, shared_estate.judged(folder)[1], heard)


def test_the_estate_has_something_to_lose(told: Told) -> None:
    verdicts = [finding.verdict for finding in told.before.values()]
    assert verdicts.count("pass") > 50
    assert verdicts.count("fail") > 50
    assert len({client for client, _ in told.heard}) > 10


def test_every_operation_is_denied_or_named(told: Told) -> None:
    assert {(client, operation) for client, operation, _ in OPERATIONS} - told.heard == UNREACHED


@pytest.mark.parametrize(
    ("client", "operation", "right"),
    [row for row in OPERATIONS if row[:2] not in UNREACHED | LEADING],
    ids=lambda value: str(value),
)
def test_a_denied_operation(client: str, operation: str, right: str, told: Told, tmp_path: Path) -> None:
    told.without(client, operation, tmp_path / "denied")
    header, after = told.estate.judged(tmp_path / "denied")
    assert [gap for gap in header.gaps if gap.kind == "denied" and right in gap.why]
    lost = {key[0] for key in told.before if key not in after}
    unknown = {finding.rule for finding in after.values() if finding.verdict == "unknown"}
    assert lost <= unknown
    for key, finding in after.items():
        before = told.before.get(key)
        allowed = {"unknown", before.verdict if before else "not_applicable"}
        if before and before.verdict == "not_applicable":
            allowed.add("pass")  # whether the question applies is not known, its answer is, and does not rest on this
        assert finding.verdict in allowed, (key, before and before.verdict, finding.reason)
    if (client, operation) not in QUIET:
        assert any(right in finding.reason for finding in after.values()), "nothing tells why it is unknown"


SILENT = sorted(
    {
        (service.client, operation_name(service.client, listing.operation), listing.type)
        for service in services()
        for listing in service.listings
        if listing.silent
    }
)


def test_lists_that_only_lead_on_are_told_by_those_that_they_lead_to(shared_estate: Estate, tmp_path: Path) -> None:
    shutil.copytree(shared_estate.folder, tmp_path / "denied")
    snapshot = Snapshot(tmp_path / "denied")
    with pytest.MonkeyPatch.context() as patch:
        sign_in(patch, shared_estate.proxy.url)
        (account,), _ = accounts(Asked())
        shared_estate.proxy.denied = {row[:2] for row in SILENT}
        every = {kind for service in services() for listing in service.listings for kind in listing.types}
        for unit in snapshot.units():
            if unit.region != GLOBAL and any(client == unit.service for client, _, _ in SILENT):
                service = next(s for s in services() if s.client == unit.service and s.everywhere)
                asking = Asking(account.client(unit.service, unit.region), service, every, frozen, account=unit.account)
                snapshot.write(unit, asking.records())
        shared_estate.proxy.denied = set()
    header, _ = shared_estate.judged(tmp_path / "denied")
    denied = " ".join(gap.where for gap in header.gaps if gap.kind == "denied")
    assert [row for row in SILENT if f"{row[0]}:{row[1]}" not in denied and row[2] not in LEADS_TO_LITTLE] == []


LEADS_TO_LITTLE = {
    "code_signing_config",
    "ecs_service_name",
    "eks_node_group_name",
    "sso_permission_set",
    "sso_provisioned",
}
"""Those that others lead to are not reached, and the first leads to parts alone."""
