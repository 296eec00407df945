"""What a region does not offer can hold nothing; what is merely not enabled, or not answered, is another matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import botocore.exceptions as refused
import pytest

from pcicheck.cli.live.taking import narrowed
from pcicheck.model.origin import Gap
from pcicheck.results.finding import Finding
from pcicheck.scanning import Selection, scan
from pcicheck.sources.aws.collect import collect
from pcicheck.sources.aws.refusals import sort_of
from pcicheck.sources.aws.session import Account, Asked
from tests.sources.aws.estate import ACCOUNT, REGION, frozen
from tests.sources.aws.proxy import Denying, denying

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

RULE = "account-data-search-exists"
OTHERS = {
    ("securityhub", "GetEnabledStandards"): (403, "InvalidAccessException", "the account is not subscribed"),
    ("securityhub", "DescribeHub"): (403, "InvalidAccessException", "the account is not subscribed"),
    ("accessanalyzer", "ListAnalyzers"): (400, "UnsupportedOperationException", "not supported in this region"),
    ("detective", "ListGraphs"): (400, "UnsupportedOperationException", "not supported in this region"),
}
"""Further searchers, of which moto knows too little."""
NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers, as where there is no endpoint."""


@pytest.fixture
def told(aws: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Denying]:
    """A cloud without other searchers for account data."""
    with denying(aws) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.url)
        proxy.says = dict(OTHERS)
        yield proxy


def _asked(folder: Path, region: str) -> tuple[list[Finding], list[Gap]]:
    collect(Asked(regions=(region,)), folder, clock=frozen, only=narrowed("aws", [RULE], [], []))
    results = scan([folder], select=Selection(rules=[RULE]))
    return [f for f in results.findings() if f.provider == "aws"], [
        g for g in results.header.gaps if "macie" in g.where
    ]


def _without(service: str) -> str:
    """A region that is enabled and of which botocore knows that it lacks the service."""
    having = boto3.Session().get_available_regions(service)
    enabled = [region["RegionName"] for region in boto3.client("ec2").describe_regions()["Regions"]]
    return str(next(region for region in sorted(enabled) if region not in having))


def test_a_service_that_a_region_lacks_leaves_it_complete(
    told: Denying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region = _without("macie2")
    monkeypatch.setenv("AWS_ENDPOINT_URL_MACIE2", NOWHERE)
    (found,), (gap,) = _asked(tmp_path / "s", region)
    assert (found.verdict, found.region) == ("fail", region)
    assert (gap.kind, gap.where, gap.blinds) == ("unsupported", f"{ACCOUNT}/{region}/macie2", ())
    assert "not offered there" in gap.why


def test_a_service_that_should_be_there_and_is_silent_is_a_gap(
    told: Denying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_MACIE2", NOWHERE)
    (found,), gaps = _asked(tmp_path / "s", REGION)
    assert found.verdict == "unknown"
    assert {(gap.kind, gap.blinds) for gap in gaps} == {("incomplete", (RULE,))}


def test_a_service_of_which_botocore_knows_no_region_has_a_list_of_its_own(aws: str) -> None:
    account = Account(boto3.Session(), f"arn:aws:iam::{ACCOUNT}:user/a", ACCOUNT)
    assert account.has("payment-cryptography", "eu-west-1")
    assert not account.has("payment-cryptography", "sa-east-1")
    there = Account(boto3.Session(), f"arn:aws-us-gov:iam::{ACCOUNT}:user/a", ACCOUNT)
    assert there.has("kms", "us-gov-west-1")
    assert not there.has("macie2", "us-gov-west-1"), "nothing of it is in this partition"


@pytest.mark.parametrize(
    ("message", "verdict", "kind"),
    [
        ("Macie is not enabled", "fail", ""),
        ("User: arn:aws:iam::1:user/a is not authorized to perform: macie2:GetMacieSession", "unknown", "denied"),
        ("Amazon Macie is not available in the current Region", "unknown", "denied"),
    ],
)
def test_not_enabled_is_no_refusal(message: str, verdict: str, kind: str, told: Denying, tmp_path: Path) -> None:
    for operation in ("GetMacieSession", "ListClassificationJobs"):
        told.says["macie2", operation] = (403, "AccessDeniedException", message)
    (found,), gaps = _asked(tmp_path / "s", REGION)
    assert found.verdict == verdict
    assert {gap.kind for gap in gaps} == ({kind} if kind else set())


def _error(code: str, message: str) -> refused.ClientError:
    return refused.ClientError({"Error": {"Code": code, "Message": message}}, "DescribeClusters")


@pytest.mark.parametrize(
    ("problem", "here", "missing"),
    [
        (_error("InvalidParameterValueException", "Access Denied to API Version: DAX_V3"), "absent", "absent"),
        (_error("InvalidRequestException", "the api is not available in the current Region."), "absent", "absent"),
        (_error("UnsupportedOperation", "The functionality is not supported in this region."), "absent", "absent"),
        (_error("UnsupportedOperation", "not for this kind of account"), "unsupported", "absent"),
        (_error("ValidationException", "keys are available in this region"), "failed", "failed"),
        (_error("AccessDenied", "the role is not available in this region"), "denied", "denied"),
        (_error("SlowDown", "reduce your rate"), "throttled", "throttled"),
        (refused.EndpointConnectionError(endpoint_url="https://x"), "failed", "absent"),
        (refused.ConnectTimeoutError(endpoint_url="https://x"), "failed", "unsupported"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_an_error_means(problem: Exception, here: str, missing: str) -> None:
    assert sort_of(problem, missing=False) == here
    assert sort_of(problem, missing=True) == missing
