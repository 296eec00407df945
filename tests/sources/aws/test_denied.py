"""One operation denied at a time, by a proxy before moto: what it blinds is unknown, all else stays as it was."""

from __future__ import annotations

import os
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from pcicheck.results.finding import Finding
from pcicheck.results.results import Header
from pcicheck.rulebook.load import Rulebook, load_rulebook
from pcicheck.scanning import scan
from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.session import Account, Asked, accounts
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.snapshot import GLOBAL, Snapshot
from tests.sources.aws.conftest import ENVIRONMENT
from tests.sources.aws.estate import TYPES, frozen, seed, taken
from tests.sources.aws.proxy import Denying, denying, operations

Verdicts = dict[tuple[str, str, str], Finding]
OPERATIONS = operations(TYPES)

UNREACHED = {
    ("ec2", "DescribeInstanceAttribute"),
    ("logs", "GetDataProtectionPolicy"),
    ("lambda", "GetPolicy"),
    ("lambda", "ListFunctionUrlConfigs"),
    ("lambda", "GetFunctionCodeSigningConfig"),
}
"""Operations that nothing in the estate leads to; test_workload.py and test_logging.py have recorded answers."""
QUIET = {("s3", "GetObjectLockConfiguration"), ("kms", "ListGrants"), ("kms", "ListAliases")}
"""Operations whose answers decide nothing about this estate."""


class Estate(Struct):
    """The estate as it is told to somebody who may see everything."""

    proxy: Denying
    folder: Path
    account: Account
    book: Rulebook
    before: Verdicts
    heard: frozenset[tuple[str, str]]

    def judged(self, folder: Path) -> tuple[Header, Verdicts]:
        """Header and findings of a snapshot."""
        results = scan([folder], rules=self.book)
        return results.header, {(f.rule, f.address, f.region or ""): f for f in results.findings()}

    def without(self, client: str, operation: str, folder: Path) -> None:
        """The snapshot of somebody to whom one operation is denied."""
        shutil.copytree(self.folder, folder)
        snapshot = Snapshot(folder)
        self.proxy.denied = {(client, operation)}
        for unit in [unit for unit in snapshot.units() if unit.service == client]:
            region = "" if unit.region == GLOBAL else unit.region
            service = next(s for s in services() if s.client == client and s.everywhere == bool(region))
            asking = Asking(self.account.client(client, region), service, TYPES, frozen, account=unit.account)
            snapshot.write(unit, asking.records())
        self.proxy.denied = set()


@pytest.fixture(scope="module")
def estate(moto_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Estate]:
    with pytest.MonkeyPatch.context() as patch, denying(moto_url) as proxy:
        for name, value in (ENVIRONMENT | {"AWS_ENDPOINT_URL": moto_url}).items():
            patch.setenv(name, value)
        urllib.request.urlopen(f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset", data=b"").close()  # noqa: S310
        seed()
        patch.setenv("AWS_ENDPOINT_URL", proxy.url)
        folder = tmp_path_factory.mktemp("denied") / "whole"
        taken(folder)
        (account,), _ = accounts(Asked())
        made = Estate(proxy, folder, account, load_rulebook(), {}, frozenset(proxy.heard))
        made.before = made.judged(folder)[1]
        yield made


def test_the_estate_has_something_to_lose(estate: Estate) -> None:
    verdicts = [finding.verdict for finding in estate.before.values()]
    assert verdicts.count("pass") > 50
    assert verdicts.count("fail") > 50
    assert len({client for client, _ in estate.heard}) > 10


def test_every_operation_is_denied_or_named(estate: Estate) -> None:
    assert {(client, operation) for client, operation, _ in OPERATIONS} - estate.heard == UNREACHED


@pytest.mark.parametrize(
    ("client", "operation", "right"),
    [row for row in OPERATIONS if row[:2] not in UNREACHED],
    ids=lambda value: str(value),
)
def test_a_denied_operation(client: str, operation: str, right: str, estate: Estate, tmp_path: Path) -> None:
    estate.without(client, operation, tmp_path / "denied")
    header, after = estate.judged(tmp_path / "denied")
    assert [gap for gap in header.gaps if gap.kind == "denied" and right in gap.why]
    lost = {key[0] for key in estate.before if key not in after}
    unknown = {finding.rule for finding in after.values() if finding.verdict == "unknown"}
    assert lost <= unknown
    for key, finding in after.items():
        before = estate.before.get(key)
        allowed = {"unknown", before.verdict if before else "not_applicable"}
        if before and before.verdict == "not_applicable":
            allowed.add("pass")  # whether the question applies is not known, its answer is, and does not rest on this
        assert finding.verdict in allowed, (key, before and before.verdict, finding.reason)
    if (client, operation) not in QUIET:
        assert any(right in finding.reason for finding in after.values()), "nothing tells why it is unknown"
