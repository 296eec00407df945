"""Sample events, and which neutral names a filter or a pattern covers completely.

The lists of calls are those of the CIS Amazon Web Services Foundations Benchmark 3.0, section 4, without the retired
ClassicLink calls; the form of the events is that of the AWS CloudTrail User Guide, "CloudTrail record contents".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Event = dict[str, Any]

_USER = {"type": "IAMUser", "userName": "jo", "accountId": "111122223333", "arn": "arn:aws:iam::111122223333:user/jo"}
_ROOT = {"type": "Root", "accountId": "111122223333", "arn": "arn:aws:iam::111122223333:root"}


def _call(service: str, name: str, **more: Any) -> Event:
    """An API call as CloudTrail records it, in the envelope of EventBridge."""
    detail = {
        "eventVersion": "1.09",
        "userIdentity": _USER,
        "eventTime": "2026-01-01T00:00:00Z",
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1",
        "sourceIPAddress": "203.0.113.9",
        "userAgent": "aws-cli",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": "111122223333",
        "eventCategory": "Management",
    } | more
    return {"source": f"aws.{service}", "detail-type": "AWS API Call via CloudTrail", "detail": detail}


def _login(**more: Any) -> Event:
    event = _call("signin", "ConsoleLogin", eventType="AwsConsoleSignIn", **more)
    return event | {"detail-type": "AWS Console Sign In via CloudTrail"}


def _calls(service: str, *names: str) -> tuple[Event, ...]:
    return tuple(_call(service, name) for name in names)


_ENTERED = {"ConsoleLogin": "Success"}

SAMPLES: dict[str, tuple[Event, ...]] = {
    "audit_log_stopped": _calls("cloudtrail", "StopLogging", "DeleteTrail"),
    "audit_log_changed": _calls(
        "cloudtrail", "CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"
    ),
    "root_use": (
        _call("ec2", "RunInstances", userIdentity=_ROOT),
        _login(userIdentity=_ROOT, responseElements=_ENTERED, additionalEventData={"MFAUsed": "Yes"}),
    ),
    "refused_calls": (
        _call("ec2", "RunInstances", errorCode="Client.UnauthorizedOperation"),
        _call("s3", "PutBucketPolicy", errorCode="AccessDenied"),
    ),
    "login_without_mfa": (_login(responseElements=_ENTERED, additionalEventData={"MFAUsed": "No"}),),
    "failed_logins": (_login(responseElements={"ConsoleLogin": "Failure"}, errorMessage="Failed authentication"),),
    "privilege_changes": _calls(
        "iam",
        *(
            f"{verb}{owner}Policy"
            for verb in ("Put", "Delete", "Attach", "Detach")
            for owner in ("Group", "Role", "User")
        ),
        *("CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"),
    ),
    "key_loss": _calls("kms", "DisableKey", "ScheduleKeyDeletion"),
    "store_policy_changes": _calls(
        "s3",
        "PutBucketAcl",
        *(
            f"{verb}Bucket{what}"
            for verb in ("Put", "Delete")
            for what in ("Policy", "Cors", "Lifecycle", "Replication")
        ),
    ),
    "recorder_changes": _calls(
        "config", "StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"
    ),
    "detector_stopped": _calls("guardduty", "DeleteDetector", "StopMonitoringMembers"),
    "firewall_changes": _calls(
        "ec2",
        *(f"{verb}SecurityGroup{way}" for verb in ("Authorize", "Revoke") for way in ("Ingress", "Egress")),
        *("CreateSecurityGroup", "DeleteSecurityGroup"),
    ),
    "network_acl_changes": _calls(
        "ec2",
        *("CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"),
        *("ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"),
    ),
    "gateway_changes": _calls(
        "ec2",
        *("CreateCustomerGateway", "DeleteCustomerGateway", "CreateInternetGateway", "DeleteInternetGateway"),
        *("AttachInternetGateway", "DetachInternetGateway"),
    ),
    "route_changes": _calls(
        "ec2",
        *("CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation"),
        *("DeleteRoute", "DeleteRouteTable", "DisassociateRouteTable"),
    ),
    "network_changes": _calls(
        "ec2",
        *("CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection"),
        *("CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection"),
    ),
    "threat_findings": (
        {
            "source": "aws.guardduty",
            "detail-type": "GuardDuty Finding",
            "detail": {"severity": 8.5, "type": "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom"},
        },
    ),
}
"""Neutral name to the events of which every one must fire an alert that is said to watch for it."""


EVERYDAY = _call("ec2", "DescribeInstances", readOnly=True)
"""An event that no alert should fire on."""


def watched(fires: Callable[[Event], bool]) -> tuple[Any, ...]:
    """The names all of whose samples fire. What fires on an everyday event too is no alert and watches nothing."""
    if fires(EVERYDAY):
        return ()
    return tuple(name for name, events in SAMPLES.items() if all(fires(event) for event in events))


def watched_details(fires: Callable[[Event], bool]) -> tuple[Any, ...]:
    """The same for filters on CloudTrail's log, which see the detail without its envelope."""
    return watched(lambda event: fires(event["detail"]))
