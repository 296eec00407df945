"""Collections of AWS: interrupted and resumed, narrowed, refused at the door, and read only."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore import xform_name

from pcicheck.errors import InputError, OutputError
from pcicheck.model.native import provider_of
from pcicheck.scanning import scan
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.models import core
from pcicheck.sources.aws.permissions import policy, rights
from pcicheck.sources.aws.session import Asked
from pcicheck.sources.aws.tables import services
from pcicheck.sources.live.only import Only
from pcicheck.sources.live.records import Answer
from pcicheck.sources.live.snapshot import Snapshot
from tests.sources.aws.estate import ACCOUNT, REGION, Estate, frozen, taken
from tests.sources.aws.proxy import denying, operations

SOME = Only(types={"aws_s3_bucket", "aws_kms_key", "aws_sqs_queue", "aws_sns_topic", "aws_dynamodb_table"})
QUEUES = Only(types={"aws_sqs_queue"})
READING = re.compile(r"(Describe|List|Get|BatchGet|Lookup)[A-Z]")
REPORT = {("iam", "GenerateCredentialReport")}
"""Makes a report that only tells what is; IAM counts it among the rights to read."""


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _buckets() -> None:
    for name in ("one", "two"):
        boto3.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})


def test_every_operation_only_reads() -> None:
    session = core()
    for client, operation, _ in operations():
        assert READING.match(operation) or (client, operation) in REPORT, f"{client}:{operation}"
        model = session.get_service_model(client).operation_model(operation)
        assert model.http["method"] in ("GET", "POST", "HEAD")
        assert not operation.startswith(("GetFederation", "GetSession", "GetAuthorizationToken"))


def test_every_operation_and_parameter_is_botocores() -> None:
    session = core()
    for service in services():
        model = session.get_service_model(service.client)
        names = {xform_name(name): name for name in model.operation_names}
        for listing in service.listings:
            given = {listing.operation: {*listing.params, *listing.from_each}}
            given |= {detail.operation: {*detail.params, *detail.constant} for detail in listing.details}
            for operation, parameters in given.items():
                shape = model.operation_model(names[operation]).input_shape
                assert parameters <= set(shape.members if shape else {}), (service.client, operation)


def test_every_right_is_of_a_form_that_iam_takes() -> None:
    for _, operation, right in operations():
        assert re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9]+", right), operation
    assert [
        name
        for name in rights()
        if not re.match(r"[a-z0-9-]+:(Describe|List|Get|BatchGet|GET|Select|View|Generate)", name)
    ] == []


def test_the_policy_is_least_and_sorted() -> None:
    narrow, whole = rights(QUEUES), rights()
    assert set(narrow) == {
        "ec2:DescribeRegions",
        "sts:GetCallerIdentity",
        "sqs:ListQueues",
        "sqs:GetQueueAttributes",
        "tag:GetResources",
    } | {name for name in narrow if name.startswith("sqs:")}
    assert set(narrow) < set(whole)
    (statement,) = policy(list(whole))["Statement"]
    assert statement["Action"] == sorted(whole)
    assert statement["Resource"] == "*"


def test_a_snapshot_judged_twice_gives_the_same_bytes(shared_estate: Estate) -> None:
    results = [scan([shared_estate.folder], rules=shared_estate.book) for _ in range(2)]
    first, second = (list(result.spool.lines()) for result in results)
    assert first == second
    assert results[0].header.inputs == results[1].header.inputs
    assert len(first) > 100


def test_only_what_the_account_owns_is_asked_about(aws: str, tmp_path: Path) -> None:
    ec2 = boto3.client("ec2")
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8)["VolumeId"]
    own = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    ec2.modify_snapshot_attribute(
        SnapshotId=own, Attribute="createVolumePermission", OperationType="add", GroupNames=["all"]
    )
    assert len(ec2.describe_snapshots()["Snapshots"]) > 100, "the images of others have snapshots too"
    calls = taken(tmp_path / "s", Only(types={"aws_ebs_snapshot", "aws_ami"}))
    assert calls == len(("tags", "snapshots", "with whom the own one is shared", "images"))
    snapshot = Snapshot(tmp_path / "s")
    told = [record for unit in snapshot.units() for record in snapshot.read(unit) if isinstance(record, Answer)]
    assert {record.id for record in told} == {own}
    shared = {f.rule: f.verdict for f in scan([tmp_path / "s"]).findings() if f.native_address == own}
    assert shared["snapshot-not-public"] == "fail"


def test_what_serves_several_lists_is_asked_once(estate: Estate, tmp_path: Path) -> None:
    estate.proxy.heard.clear()
    users = {"aws_iam_user", "aws_iam_group", "aws_iam_role", "aws_iam_policy"}
    taken(
        tmp_path / "s",
        Only(types={"aws_instance", "aws_ebs_volume", "aws_backup_vault", "aws_backup_vault_policy"} | users),
    )
    lists = [("ec2", "DescribeVolumes"), ("backup", "ListBackupVaults"), ("iam", "GetAccountAuthorizationDetails")]
    assert [estate.proxy.heard.count(asked) for asked in lists] == [1, 1, 1]


def test_an_interrupted_collection_goes_on(estate: Estate, tmp_path: Path) -> None:
    taken(tmp_path / "whole", SOME)

    def stop(text: str, done: int = 0, total: int = 0) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(tmp_path / "cut", SOME, progress=stop, workers=1)
    cut = Snapshot(tmp_path / "cut")
    assert cut.manifest().finished == ""
    there = cut.units()
    assert 2 <= len(there) < len(Snapshot(tmp_path / "whole").units())
    results = scan([tmp_path / "cut"], rules=estate.book)
    assert [gap.blinds for gap in results.header.gaps if "interrupted" in gap.why] == [("*",)]
    estate.proxy.heard.clear()
    taken(tmp_path / "cut", SOME, resume=True)
    finished = {unit.service for unit in there}
    assert finished.isdisjoint(client for client, _ in estate.proxy.heard)
    assert _bytes(tmp_path / "cut") == _bytes(tmp_path / "whole")


def test_a_folder_that_holds_something_else_is_left_alone(aws: str, tmp_path: Path) -> None:
    taken(tmp_path / "s", QUEUES)
    with pytest.raises(OutputError, match="go on with --resume"):
        taken(tmp_path / "s", QUEUES)
    with pytest.raises(OutputError, match="something else"):
        taken(tmp_path / "s", Only(types={"aws_sns_topic"}), resume=True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("x")
    with pytest.raises(OutputError, match="not empty"):
        taken(tmp_path / "mine", Only(types={"aws_sns_topic"}))
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["file"]


def test_another_principal_that_goes_on_is_named_too(aws: str, tmp_path: Path) -> None:
    taken(tmp_path / "s", QUEUES)
    snapshot = Snapshot(tmp_path / "s")
    manifest = snapshot.manifest()
    manifest.identities, manifest.finished = {ACCOUNT: "arn:aws:iam::123456789012:user/first"}, ""
    snapshot.write_manifest(manifest)
    taken(tmp_path / "s", QUEUES, resume=True)
    assert snapshot.manifest().identities[ACCOUNT].startswith("arn:aws:iam::123456789012:user/first, arn:")


def test_all_types_of_the_tables_are_read_by_someone() -> None:
    assert all(provider_of(kind) == "aws" for s in services() for listing in s.listings for kind in listing.types)


def test_the_report_names_principal_regions_and_time(aws: str, tmp_path: Path) -> None:
    taken(tmp_path / "s", QUEUES)
    header = scan([tmp_path / "s"]).header
    taken_at = header.inputs[0].taken
    assert taken_at is not None
    assert (taken_at.started, taken_at.regions) == ("2026-01-02T12:00:00Z", [REGION])
    assert f"asked aws {ACCOUNT} as arn:aws:sts::123456789012:user/moto" in header.identity


class _Refused:
    """How boto3 is refused, and what is said."""

    def __init__(self, status: int, code: str, words: str) -> None:
        self.status, self.code, self.words = status, code, words


REFUSALS = {
    "expired": _Refused(403, "ExpiredToken", "have expired; sign in again"),
    "wrong key": _Refused(403, "InvalidClientTokenId", "are not accepted"),
    "wrong secret": _Refused(403, "SignatureDoesNotMatch", "are not accepted"),
    "denied": _Refused(403, "AccessDenied", "access was denied"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_at_the_door(name: str, aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with denying(aws) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        proxy.answer = (REFUSALS[name].status, REFUSALS[name].code)
        _says(REFUSALS[name].words, Asked(), tmp_path)


def test_no_credentials(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    _says("no credentials were found", Asked(), tmp_path)


def test_half_of_the_credentials(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    _says("no credentials were found", Asked(), tmp_path)


def test_unknown_profile(aws: str, tmp_path: Path) -> None:
    _says("there is no profile 'nobody'", Asked(profile="nobody"), tmp_path)


def test_region_that_is_not_enabled(aws: str, tmp_path: Path) -> None:
    _says("has no region 'xx-nowhere-1' enabled", Asked(regions=("xx-nowhere-1",)), tmp_path)


def test_region_of_the_configuration_that_is_none(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "not a region")
    _says("not a region", Asked(), tmp_path)


def test_nobody_answers(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    _says("nobody answers", Asked(), tmp_path)


def test_wrong_role(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with denying(aws) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        proxy.denied = {("sts", "AssumeRole")}
        _says("name a role that may be assumed", Asked(role_arn="arn:aws:iam::123456789012:role/none"), tmp_path)
        _says("name the role to assume in account 210987654321", Asked(accounts=("210987654321",)), tmp_path)


def test_role_that_is_no_arn(aws: str, tmp_path: Path) -> None:
    _says("'pcicheck' is no ARN of a role", Asked(role_arn="pcicheck"), tmp_path)


def _says(words: str, asked: Asked, folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        collect(asked, folder / "none", only=QUEUES)
    said = str(caught.value)
    assert said.startswith("aws: ")
    assert words in said
    assert "\n" not in said
    assert not (folder / "none").exists()


def test_regions_that_nobody_may_list(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with denying(aws) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        proxy.denied = {("ec2", "DescribeRegions")}
        _says("allow ec2:DescribeRegions", Asked(), tmp_path)
        assert collect(Asked(regions=(REGION,)), tmp_path / "s", only=QUEUES) == 2


def test_an_account_that_lets_nobody_in_is_a_gap(aws: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    role = "arn:aws:iam::{account}:role/pcicheck"
    first = boto3.client("sts").get_caller_identity()["Account"]
    with denying(aws) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        asked = Asked(accounts=(first, "210987654321"), role_arn=role, regions=(REGION,))
        proxy.closed = {"210987654321"}
        collect(asked, tmp_path / "s", only=QUEUES, clock=frozen)
        header = scan([tmp_path / "s"]).header
        (gap,) = [gap for gap in header.gaps if gap.kind == "denied"]
        assert (gap.where, gap.blinds) == ("210987654321/global/sts:AssumeRole", ("*",))
        proxy.closed = set()
        collect(asked, tmp_path / "s", only=QUEUES, clock=frozen, resume=True)
        assert not [gap for gap in scan([tmp_path / "s"]).header.gaps if gap.kind == "denied"]


def test_clients_are_made_one_at_a_time(aws: str) -> None:
    from pcicheck.sources.aws.session import accounts

    ((account,), _) = accounts(Asked())
    made: list[Any] = []
    threads = [threading.Thread(target=lambda: made.append(account.client("sqs", REGION))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(client) for client in made}) == 1
