"""A collection that is cut short, refused or hindered, and one that goes on with it."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import typer
from google.api_core.retry import Retry
from google.auth.transport.grpc import AuthMetadataPlugin
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials

from pcicheck import scan
from pcicheck.cli.live.asking import Wish
from pcicheck.cli.live.taking import take
from pcicheck.errors import InputError
from pcicheck.rulebook.load import Rulebook
from pcicheck.sources.gcp.collect import Asked, collect
from pcicheck.sources.gcp.files import NEXT_PAGE, unit_of
from pcicheck.sources.gcp.refusals import again
from pcicheck.sources.gcp.signing import fetch_token, principal
from pcicheck.sources.live.only import EVERYTHING, Only
from pcicheck.sources.live.progress import silent
from pcicheck.sources.live.records import Answer
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.gcp.conftest import QUICK, Inventory, Served, client_of

_PAY = Asked(projects=("pay",))
_RULE = "object-store-public-access-block"


def _buckets(number: int) -> list[dict[str, Any]]:
    return [
        {
            "name": f"//storage.googleapis.com/b{index}",
            "asset_type": "storage.googleapis.com/Bucket",
            "ancestors": ["projects/7", "folders/2", "organizations/3"],
            "resource": {
                "version": "v1",
                "parent": "//cloudresourcemanager.googleapis.com/projects/7",
                "data": {"name": f"b{index}", "iamConfiguration": {"publicAccessPrevention": "enforced"}},
            },
        }
        for index in range(number)
    ]


def _clock() -> dt.datetime:
    return dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


@pytest.fixture
def nine(served: Served) -> Served:
    """A project with nine buckets, which are five pages."""
    served[0].assets["RESOURCE"] = _buckets(9)
    served[0].numbers = {"pay": "7"}
    return served


def _collect(served: Served, folder: Path, asked: Asked = _PAY, **more: Any) -> int:
    given: dict[str, Any] = {"retry": QUICK, "clock": _clock} | more
    return collect(asked, folder, client=served[1], **given)


def _passed(folder: Path, book: Rulebook) -> list[str]:
    found = (finding for finding in scan([folder], rules=book).findings() if finding.rule == _RULE)
    return sorted(finding.native_address.rpartition("/")[2] for finding in found if finding.verdict == "pass")


def _cut_at(inventory: Inventory, token: str) -> None:
    """Press Ctrl-C when a page of resources is asked for."""

    def press(content: str, at: str) -> None:
        if (content, at) == ("RESOURCE", token):
            signal.raise_signal(signal.SIGINT)

    inventory.at_page = press


def test_ctrl_c_leaves_what_is_whole_and_resume_asks_for_the_rest(nine: Served, tmp_path: Path, book: Rulebook) -> None:
    _cut_at(nine[0], "6")
    with pytest.raises(typer.Exit) as stopped:
        take(
            Wish("gcp", _PAY),
            tmp_path / "s",
            EVERYTHING,
            silent,
            client=nine[1],
            retry=QUICK,
            clock=_clock,
            pages_a_file=2,
        )
    assert stopped.value.exit_code == 130
    snapshot = Snapshot(tmp_path / "s")
    assert snapshot.manifest().finished == ""
    assert [unit.service for unit in snapshot.units()] == ["resource"]
    results = scan([tmp_path / "s"], rules=book)
    assert [gap.blinds for gap in results.header.gaps if "--resume" in gap.why] == [("*",)]
    assert _passed(tmp_path / "s", book) == ["b0", "b1", "b2", "b3"]
    nine[0].at_page = lambda content, token: None
    nine[0].tokens.clear()
    _collect(nine, tmp_path / "s", resume=True, pages_a_file=2)
    assert nine[0].tokens == ["4", "6", "8", "", "", ""]
    assert _passed(tmp_path / "s", book) == [f"b{number}" for number in range(9)]
    _collect(nine, tmp_path / "whole")
    both = [scan([tmp_path / name], rules=book) for name in ("s", "whole")]
    assert list(both[0].spool.lines()) == list(both[1].spool.lines())


def test_a_page_that_is_not_kept_any_more_is_asked_from_the_beginning(
    nine: Served, tmp_path: Path, book: Rulebook
) -> None:
    _cut_at(nine[0], "4")
    with pytest.raises(KeyboardInterrupt):
        _collect(nine, tmp_path / "s", pages_a_file=1)
    nine[0].at_page = lambda content, token: None
    snapshot, last = Snapshot(tmp_path / "s"), unit_of("projects/pay", "resource", 2)
    *records, _ = snapshot.read(last)
    snapshot.write(last, [*records, Answer(NEXT_PAGE, "gone", None)])
    nine[0].tokens.clear()
    _collect(nine, tmp_path / "s", resume=True, pages_a_file=1)
    assert nine[0].tokens[:2] == ["gone", ""]
    assert _passed(tmp_path / "s", book) == [f"b{number}" for number in range(9)]


def test_a_quota_that_stays_used_up_is_a_refusal_and_is_asked_again_on_resume(
    nine: Served, tmp_path: Path, book: Rulebook
) -> None:
    nine[0].busy = 1000
    _collect(nine, tmp_path / "s", retry=Retry(predicate=again, initial=0.01, maximum=0.01, timeout=0.1))
    gaps = [gap for gap in scan([tmp_path / "s"], rules=book).header.gaps if "quota exceeded" in gap.why]
    assert {gap.kind for gap in gaps} == {"incomplete"}
    assert len(gaps) == 4
    assert {gap.where.partition("/")[0] for gap in gaps} == {"projects-pay"}
    nine[0].busy = 0
    _collect(nine, tmp_path / "s", resume=True)
    assert not [gap for gap in scan([tmp_path / "s"], rules=book).header.gaps if "quota" in gap.why]
    assert len(_passed(tmp_path / "s", book)) == 9


def test_a_type_that_the_inventory_does_not_have_costs_only_itself(
    nine: Served, tmp_path: Path, book: Rulebook
) -> None:
    nine[0].unsupported = {"tpu.googleapis.com/Node", "run.googleapis.com/Job"}
    types = ["google_storage_bucket", "google_tpu_v2_vm", "google_cloud_run_v2_job"]
    _collect(nine, tmp_path / "s", only=Only(types=types))
    results = scan([tmp_path / "s"], rules=book)
    assert len(_passed(tmp_path / "s", book)) == 9
    gaps = [gap for gap in results.header.gaps if "No RESOURCE found" in gap.why]
    assert {gap.kind for gap in gaps} == {"unsupported"}
    assert len(gaps) == 2
    assert all(gap.blinds and _RULE not in gap.blinds for gap in gaps)


@pytest.mark.parametrize("parent", [Asked(projects=("nobody",)), Asked(folders=("404",))])
def test_a_parent_that_is_not_there(nine: Served, tmp_path: Path, parent: Asked) -> None:
    (name,) = parent.parents()
    nine[0].refuse[f"{name} RESOURCE"] = grpc.StatusCode.NOT_FOUND
    with pytest.raises(InputError, match=f"there is no {name}"):
        _collect(nine, tmp_path / "s", parent)
    assert not (tmp_path / "s").exists()


def test_somebody_who_may_see_nothing_hears_it_in_a_sentence(nine: Served, tmp_path: Path) -> None:
    nine[0].refuse = dict.fromkeys(nine[0].assets, grpc.StatusCode.PERMISSION_DENIED)
    with pytest.raises(InputError, match=r"nothing of projects/pay may be seen .*roles/cloudasset.viewer"):
        _collect(nine, tmp_path / "s")
    assert Snapshot(tmp_path / "s").manifest().finished == ""


def test_parents_inside_each_other_are_judged_once(nine: Served, tmp_path: Path, book: Rulebook) -> None:
    instance = {
        "name": "//bigtable.googleapis.com/projects/pay/instances/i",
        "asset_type": "bigtableadmin.googleapis.com/Instance",
        "ancestors": ["projects/7", "folders/2", "organizations/3"],
        "resource": {"data": {"name": "i"}},
    }
    cluster = {
        **instance,
        "name": f"{instance['name']}/clusters/c",
        "asset_type": "bigtableadmin.googleapis.com/Cluster",
        "resource": {"data": {"name": "c"}},
    }
    nine[0].assets["RESOURCE"] += [instance, cluster]
    _collect(nine, tmp_path / "one", Asked(organizations=("3",)))
    _collect(nine, tmp_path / "all", Asked(projects=("pay", "7", "pay"), folders=("2",), organizations=("3",)))
    told = [
        {
            (finding.rule, finding.address, finding.account): (finding.verdict, finding.reason)
            for finding in scan([tmp_path / name], rules=book).findings()
        }
        for name in ("one", "all")
    ]
    assert told[0] == told[1]
    results = [scan([tmp_path / name], rules=book) for name in ("one", "all")]
    assert len({result.header.inputs[0].native for result in results}) == 1
    assert len({result.header.tally.population for result in results}) == 1


def test_what_one_parent_hides_another_may_show(nine: Served, tmp_path: Path, book: Rulebook) -> None:
    nine[0].refuse["projects/pay IAM_POLICY"] = grpc.StatusCode.PERMISSION_DENIED
    _collect(nine, tmp_path / "s", Asked(projects=("pay",), folders=("2",)))
    findings = list(scan([tmp_path / "s"], rules=book).findings())
    assert {f.verdict for f in findings if f.rule == "object-store-no-public-policy"} == {"pass"}


class _Tokens(http.server.BaseHTTPRequestHandler):
    """A token service that accepts no refresh token, as for a user who has to sign in again."""

    def do_POST(self) -> None:
        self.send_response(400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"error": "invalid_grant", "error_description": "Token has expired."}).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def expired() -> Iterator[Credentials]:
    """Credentials whose refresh token holds no longer."""
    server = http.server.HTTPServer(("127.0.0.1", 0), _Tokens)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/token"
    yield Credentials(None, refresh_token="r", token_uri=address, client_id="c", client_secret="s")  # type: ignore[no-untyped-call]  # noqa: S106
    server.shutdown()
    server.server_close()


def test_expired_credentials_are_found_at_once(expired: Credentials) -> None:
    with pytest.raises(InputError, match=r"not accepted .*invalid_grant.*application-default login"):
        fetch_token(expired)


def test_credentials_that_expire_on_the_way_are_not_a_gap(
    nine: Served, service: tuple[Inventory, int], expired: Credentials, tmp_path: Path
) -> None:
    plugin = AuthMetadataPlugin(expired, Request())  # type: ignore[no-untyped-call]
    client = client_of(service[1], grpc.metadata_call_credentials(plugin))
    with pytest.raises(InputError, match=r"not accepted .*invalid_grant"):
        _collect((nine[0], client), tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_a_key_that_was_taken_back(nine: Served, tmp_path: Path) -> None:
    nine[0].refuse["RESOURCE"] = grpc.StatusCode.UNAUTHENTICATED
    with pytest.raises(InputError, match="not accepted"):
        _collect(nine, tmp_path / "s")


def test_the_user_of_a_token_is_told() -> None:
    class _Transport:
        _credentials = Credentials("t", id_token="e30.eyJlbWFpbCI6ImFAYi5jIn0.x")  # type: ignore[no-untyped-call]  # noqa: S106

    class _Client:
        transport = _Transport()

    assert principal(_Client()) == "a@b.c"
