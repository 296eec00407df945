"""Collections of Azure: who asks, what is looked at, interrupted and resumed, throttled and refused at the door."""

from __future__ import annotations

import _thread
import gc
import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from pcicheck.__main__ import run
from pcicheck.cases.shorthand import plan
from pcicheck.errors import InputError
from pcicheck.sources.azure.collect import Asked, Connection, collect
from pcicheck.sources.azure.principal import principal
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.arm.judging import clock, judged, results
from tests.sources.arm.manager import Azure, Credential, served

SUBSCRIPTIONS = [f"00000000-0000-0000-0000-{n:012d}" for n in range(1, 6)]
FIRST = SUBSCRIPTIONS[0]
_ABOVE = "/providers/Microsoft.Management/managementGroups/pay/providers/Microsoft.Authorization"
# An interruption may fall between the opening of a file and its `with`; the file is then closed when it is collected.
cut_anywhere = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def _store(subscription: str) -> dict[str, Any]:
    group = f"/subscriptions/{subscription}/resourceGroups/pay"
    return {
        "id": f"{group}/providers/Microsoft.Storage/storageAccounts/s{int(subscription[-12:])}",
        "name": f"s{int(subscription[-12:])}",
        "type": "microsoft.storage/storageaccounts",
        "location": "westeurope",
        "properties": {"minimumTlsVersion": "TLS1_2", "supportsHttpsTrafficOnly": True},
    }


def _vault(subscription: str) -> dict[str, Any]:
    group = f"/subscriptions/{subscription}/resourceGroups/pay"
    properties = {"enableSoftDelete": True, "enablePurgeProtection": True}
    kind = "microsoft.keyvault/vaults"
    return {"id": f"{group}/providers/{kind}/v", "name": "v", "type": kind, "properties": properties}


def _row(subscription: str) -> dict[str, Any]:
    return {
        "id": f"/subscriptions/{subscription}",
        "subscriptionId": subscription,
        "type": "microsoft.resources/subscriptions",
        "name": subscription,
    }


def _assignment(name: str) -> dict[str, Any]:
    return {
        "id": f"{_ABOVE}/roleAssignments/{name}",
        "name": name,
        "type": "microsoft.authorization/roleassignments",
        "properties": {
            "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            "principalId": "p",
            "principalType": "User",
            "scope": "/providers/Microsoft.Management/managementGroups/pay",
        },
    }


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[tuple[Azure, Connection]]:
    """A store and a vault in each of five subscriptions."""
    estate = Azure()
    estate.subscriptions = list(SUBSCRIPTIONS)
    estate.tables["resources"] = [made(name) for name in SUBSCRIPTIONS for made in (_store, _vault)]
    estate.tables["resourcecontainers"] = [_row(name) for name in SUBSCRIPTIONS]
    estate.tables["authorizationresources"] = [_assignment("above")]
    with served(estate, tmp_path) as connection:
        yield estate, connection


def _take(azure: tuple[Azure, Connection], folder: Path, *names: str, **more: Any) -> Snapshot:
    collect(Asked(names), folder, connection=azure[1], clock=clock, **more)
    return Snapshot(folder)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_snapshot_says_who_asked_and_holds_no_token(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    snapshot = _take(azure, tmp_path / "s", FIRST)
    who = "dana@example.com (object 0b1e in tenant 7e4a)"
    assert snapshot.manifest().identities == {FIRST: who}
    assert {f.origin.identity for f in judged(tmp_path / "s") if "/vaults/v" in f.address} == {who}
    token = Credential().get_token("").token.encode()
    assert not [name for name, data in _bytes(tmp_path / "s").items() if token in data]


@pytest.mark.parametrize(
    ("claims", "who"),
    [
        ({"appid": "04b0", "oid": "0b1e", "tid": "7e4a"}, "application 04b0 (object 0b1e in tenant 7e4a)"),
        ({"xms_mirid": "/subscriptions/x/m", "appid": "04b0", "tid": "7e4a"}, "/subscriptions/x/m (tenant 7e4a)"),
        ({"unique_name": "live.com#dana@example.com"}, "live.com#dana@example.com"),
        ({"oid": "0b1e", "tid": "7e4a"}, "object 0b1e in tenant 7e4a"),
        ({}, ""),
    ],
)
def test_claims_name_the_identity(claims: dict[str, str], who: str) -> None:
    assert principal(Credential(claims).get_token("").token) == who


@pytest.mark.parametrize("token", ["", "token", "a.b.c", "e30.W10.x", "e30.!!.x", "e30.ew.x"])
def test_a_token_that_tells_nothing(token: str) -> None:
    assert principal(token) == ""


@pytest.mark.unmeasured
def test_every_subscription_below_a_group_is_looked_at(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    collect(Asked(management_groups=("pay",)), tmp_path / "s", connection=azure[1], clock=clock)
    assert Snapshot(tmp_path / "s").manifest().scope["subscriptions"] == SUBSCRIPTIONS


def test_a_group_with_nothing_below_is_said_in_a_sentence(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].tables["resourcecontainers"] = []
    with pytest.raises(InputError, match="no subscription below pay"):
        collect(Asked(management_groups=("pay",)), tmp_path / "s", connection=azure[1])
    assert not (tmp_path / "s").exists()


def test_a_subscription_that_does_not_exist(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no subscription 'payments'; 'az account list' shows"):
        _take(azure, tmp_path / "s", FIRST, "payments")
    assert not (tmp_path / "s").exists()


def test_a_subscription_in_large_letters_is_the_same(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    name = "0a000000-0000-0000-0000-00000000000b"
    azure[0].subscriptions = [name.upper()]
    store = _store(FIRST)
    azure[0].tables["resources"] = [store | {"id": store["id"].replace(FIRST, name.upper())}]
    _take(azure, tmp_path / "s", name.upper())
    assert {f.account for f in judged(tmp_path / "s")} == {name}


@pytest.mark.unmeasured
def test_one_question_serves_many_subscriptions(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _take(azure, tmp_path / "s")
    asked = [line for line in azure[0].asked if "ResourceGraph" in line]
    pages = -(-2 * len(SUBSCRIPTIONS) // 2) + -(-len(SUBSCRIPTIONS) // 2) + 1
    assert len(asked) == pages + 2 * len(SUBSCRIPTIONS)
    found = [f for f in judged(tmp_path / "s") if f.rule == "object-store-min-tls"]
    assert {f.account for f in found} == set(SUBSCRIPTIONS)


def test_one_refused_subscription_hides_nothing_of_others(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].denied.add(FIRST)
    _take(azure, tmp_path / "s")
    scanned = results(tmp_path / "s")
    found = [f for f in scanned.findings() if f.rule == "object-store-min-tls"]
    assert {f.account for f in found if f.verdict != "unknown"} == set(SUBSCRIPTIONS[1:])
    assert {f.account for f in found if f.verdict == "unknown"} == {FIRST}
    tables = {gap.where for gap in scanned.header.gaps if "ResourceGraph" in gap.where}
    assert {where.partition("/")[0] for where in tables} == {FIRST}


@pytest.mark.unmeasured
def test_what_is_given_above_a_subscription_holds_in_it(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _take(azure, tmp_path / "one", FIRST)
    above = [f for f in judged(tmp_path / "one") if f.address.endswith("roleAssignments/above")]
    assert {f.account for f in above} == {FIRST}
    _take(azure, tmp_path / "all")
    above = [f for f in judged(tmp_path / "all") if f.address.endswith("roleAssignments/above")]
    assert {f.account for f in above} == {None}


@pytest.mark.unmeasured
def test_what_stands_above_is_no_account_of_its_own(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _take(azure, tmp_path / "s")
    assert [f.address for f in judged(tmp_path / "s") if f.address == "azure:account"] == []


@pytest.mark.unmeasured
@cut_anywhere
def test_an_interruption_leaves_what_is_there_and_goes_on(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _take(azure, tmp_path / "whole")
    before = threading.active_count()

    def interrupt(path: str) -> None:
        if path.endswith(f"{SUBSCRIPTIONS[2]}/resourceGroups/pay/providers/microsoft.keyvault/vaults/v/keys"):
            _thread.interrupt_main()
            time.sleep(0.3)

    azure[0].hears = interrupt
    with pytest.raises(KeyboardInterrupt):
        _take(azure, tmp_path / "cut")
    azure[0].hears = lambda _: None
    cut = Snapshot(tmp_path / "cut")
    there = cut.units()
    assert cut.manifest().finished == ""
    assert 0 < len(there) < len(Snapshot(tmp_path / "whole").units())
    gaps = results(tmp_path / "cut").header.gaps
    assert [gap.blinds for gap in gaps if "interrupted" in gap.why] == [("*",)]
    azure[0].asked.clear()
    _take(azure, tmp_path / "cut", resume=True)
    assert len([line for line in azure[0].asked if "ResourceGraph" in line]) == 0
    done = {unit.account for unit in there if unit.service == "microsoft.storage"}
    again = {line for line in azure[0].asked if line.endswith("/blobServices")}
    assert not any(name in line for name in done for line in again)
    assert _bytes(tmp_path / "cut") == _bytes(tmp_path / "whole")
    _wait_for(lambda: threading.active_count() <= before)


def _wait_for(true: Any) -> None:
    """Pools of connections close what they hold when they are collected."""
    for _ in range(100):
        gc.collect()
        if true():
            return
        time.sleep(0.05)
    assert true()


@cut_anywhere
def test_an_interruption_does_not_wait_for_a_slow_service(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].overrun, azure[0].wait = "/vaults/v/keys", "60"
    azure[0].hears = lambda path: _thread.interrupt_main() if path.endswith("/vaults/v/keys") else None
    started, before = time.monotonic(), set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        _take(azure, tmp_path / "s", FIRST)
    _wait_for(lambda: not [t for t in set(threading.enumerate()) - before if t.name.startswith("ThreadPoolExecutor")])
    assert time.monotonic() - started < 10


def test_retry_after_is_heeded(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].busy, azure[0].wait = 1, "1"
    heard: list[float] = []
    azure[0].hears = lambda _: heard.append(time.monotonic())
    _take(azure, tmp_path / "s", FIRST, only=Only(types={"azurerm_key_vault"}))
    assert heard[1] - heard[0] >= 1


def test_what_is_throttled_to_the_end_is_a_gap(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].overrun = "/vaults/v/keys"
    _take(azure, tmp_path / "s", FIRST)
    scanned = results(tmp_path / "s")
    (gap,) = [gap for gap in scanned.header.gaps if "Microsoft.KeyVault/vaults/keys" in gap.where]
    assert gap.kind == "incomplete"
    assert len([line for line in azure[0].asked if line.endswith("/vaults/v/keys")]) == 9


def test_a_list_that_the_graph_cuts_short_is_no_whole_list(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    azure[0].truncated = True
    _take(azure, tmp_path / "s", FIRST)
    gaps = [gap.why for gap in results(tmp_path / "s").header.gaps if "ResourceGraph" in gap.where]
    assert gaps
    assert all("cut the list short" in why for why in gaps)
    absent = {f.verdict for f in judged(tmp_path / "s") if f.rule == "alert-security-group-deleted"}
    assert absent == {"unknown"}


def test_progress_counts_to_the_end(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    _take(azure, tmp_path / "s", progress=lambda text, done=0, total=0: told.append((text, done, total)))
    counted = [(done, total) for _, done, total in told if total]
    assert len({total for _, total in counted}) == 1
    assert [done for done, _ in counted] == sorted(done for done, _ in counted)
    assert counted[-1][0] <= counted[-1][1]
    assert any(f"{FIRST} · microsoft.storage" in text for text, _, _ in told)


def test_credentials_that_expire_on_the_way_end_it(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    def expire(path: str) -> None:
        azure[0].expired = azure[0].expired or path.endswith("/vaults/v/keys")

    azure[0].hears = expire
    with pytest.raises(InputError, match=r"credentials are not accepted .*az login"):
        _take(azure, tmp_path / "s", FIRST)
    assert Snapshot(tmp_path / "s").manifest().finished == ""
    azure[0].hears, azure[0].expired = lambda _: None, False
    assert _take(azure, tmp_path / "s", FIRST, resume=True).manifest().finished


class _Loud:
    """A credential that warns in the log, as Azure's own do."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem

    def get_token(self, *_: str, **__: Any) -> AccessToken:
        for name in ("azure.identity._internal.decorators", "msal.application"):
            logging.getLogger(name).warning("a long story about environment variables")
        if self.problem:
            raise self.problem
        return Credential().get_token()


_NONE = CredentialUnavailableError(message="none")
_WRONG = ClientAuthenticationError("AADSTS7000215: Invalid client secret provided.\nTrace ID: 1\n")


@pytest.mark.parametrize(
    ("credential", "options", "words"),
    [
        (_Loud(_NONE), [], "no credentials were found; run 'az login'"),
        (_Loud(_WRONG), [], r"not accepted \(AADSTS7000215: .*\); run 'az login'"),
        (_Loud(), ["--subscription", "payments"], "no subscription 'payments'"),
    ],
)
def test_the_command_says_one_sentence(
    azure: tuple[Azure, Connection],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    credential: _Loud,
    options: list[str],
    words: str,
) -> None:
    connection = Connection(credential, azure[1].base_url, azure[1].options)
    monkeypatch.setattr("pcicheck.sources.azure.collect.collect", partial(collect, connection=connection))
    code = run(["collect", "azure", "-q", "-o", str(tmp_path / "s"), *options])
    said = capsys.readouterr().err.strip()
    assert (code, len(said.splitlines())) == (3, 1), said
    assert re.search(words, said)


def test_nobody_answers(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    connection = Connection(Credential(), "https://127.0.0.1:1", {"retry_backoff_factor": 0.01})
    with pytest.raises(InputError, match=r"nobody answers .*check the network"):
        collect(Asked(), tmp_path / "s", connection=connection)


@pytest.mark.unmeasured
def test_connections_are_closed(azure: tuple[Azure, Connection], tmp_path: Path, recwarn: Any) -> None:
    before = threading.active_count()
    _take(azure, tmp_path / "s")
    _wait_for(lambda: threading.active_count() <= before)
    assert [str(warning.message) for warning in recwarn if issubclass(warning.category, ResourceWarning)] == []


def test_a_plan_beside_a_snapshot_keeps_its_question(azure: tuple[Azure, Connection], tmp_path: Path) -> None:
    _take(azure, tmp_path / "s")
    store = {"name": "pay", "location": "westeurope"}
    (tmp_path / "plan.json").write_text(json.dumps(plan({"azurerm_storage_account.a": store})))
    found = {
        f.address: f.verdict for f in judged(tmp_path / "s", tmp_path / "plan.json") if f.rule == "audit-log-exists"
    }
    assert found["azure:account"] == "unknown"
    assert found[f"azure:account {FIRST}"] == "fail"
