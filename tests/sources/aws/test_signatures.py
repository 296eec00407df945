"""Which functions want their code signed: asked of the few configurations that say so, not of every function."""

from __future__ import annotations

import boto3
import pytest
from botocore.stub import Stubber
from msgspec import structs

from pcicheck.sources.aws.ask import Asking
from pcicheck.sources.aws.table import Service
from pcicheck.sources.aws.tables.workload import LAMBDA
from pcicheck.sources.live.records import Answer, Record, Refusal
from tests.sources.aws.estate import frozen
from tests.sources.aws.same import ACCOUNT, REGION, by_rule, recorded

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:pay"
PROFILE = f"arn:aws:signer:{REGION}:{ACCOUNT}:/signing-profiles/pay/abc"
SIGNER = f"arn:aws:lambda:{REGION}:{ACCOUNT}:code-signing-config:csc-0123456789abcdef0"


@pytest.mark.parametrize(
    ("signing", "verdict"), [([{"id": FUNCTION, "CodeSigningConfigArn": SIGNER}], "pass"), ([], "fail")]
)
def test_signatures_are_asked_of_those_who_want_them(signing: list[dict[str, str]], verdict: str) -> None:
    records: list[Record] = [
        Answer("aws_lambda_function", FUNCTION, {"FunctionName": "pay", "PackageType": "Zip"}),
        Answer("aws_lambda_function", FUNCTION, signing, "signing", "o"),
    ]
    assert by_rule(recorded({"lambda": records}), FUNCTION)["function-code-signed"] == verdict


def _asked(stubbed: Stubber) -> list[Record]:
    """What is told of functions alone, without policies and addresses."""
    listings = (structs.replace(LAMBDA.listings[0], details=()), *LAMBDA.listings[1:3])
    with stubbed:
        asking = Asking(stubbed.client, Service("lambda", listings), {"aws_lambda_function"}, frozen)
        return [record for record in asking.records() if getattr(record, "part", "") == "signing"]


def test_no_signature_is_told_where_nobody_may_look(aws: str) -> None:
    stubbed = Stubber(boto3.client("lambda"))
    stubbed.add_response("list_functions", {"Functions": [{"FunctionName": "pay", "FunctionArn": FUNCTION}]})
    stubbed.add_client_error("list_code_signing_configs", "AccessDeniedException", "no")
    (told,) = _asked(stubbed)
    assert isinstance(told, Refusal)
    assert (told.id, told.kind, told.permission) == (FUNCTION, "denied", "lambda:ListCodeSigningConfigs")


def test_one_call_tells_of_all_signatures(aws: str) -> None:
    config = {"CodeSigningConfigId": "csc", "CodeSigningConfigArn": SIGNER, "LastModified": "now"}
    config |= {"AllowedPublishers": {"SigningProfileVersionArns": [PROFILE]}, "CodeSigningPolicies": {}}  # type: ignore[dict-item]
    stubbed = Stubber(boto3.client("lambda"))
    functions = [{"FunctionName": name, "FunctionArn": f"{FUNCTION}{name}"} for name in ("a", "b", "c")]
    stubbed.add_response("list_functions", {"Functions": functions})
    stubbed.add_response("list_code_signing_configs", {"CodeSigningConfigs": [config]})
    stubbed.add_response("list_functions_by_code_signing_config", {"FunctionArns": [f"{FUNCTION}b"]})
    told = {record.id: record.document for record in _asked(stubbed) if isinstance(record, Answer)}
    assert [bool(told[f"{FUNCTION}{name}"]) for name in ("a", "b", "c")] == [False, True, False]
    stubbed.assert_no_pending_responses()
