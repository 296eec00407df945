"""GuardDuty detectors, with their features as ``datasources`` (before March 2023) or as side-cars.

``enable`` defaults to true and ``finding_publishing_frequency`` to SIX_HOURS (Terraform registry,
``aws_guardduty_detector``). A new detector has every feature on that nobody switches off, except runtime monitoring
(Amazon GuardDuty API Reference, CreateDetector). Accounts are enrolled by ``aws_guardduty_organization_configuration``
alone, by ``auto_enable_organization_members`` or, before provider 5, ``auto_enable``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Coverage, Detector
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_NO_PACKAGES = Inapplicable("GuardDuty looks for attacks, not for weak software")
_ALL_THE_TIME = Inapplicable("GuardDuty looks all the time")
_NO_STANDARD = Inapplicable("GuardDuty measures against no standard")
_ONE_SERVICE = Inapplicable("GuardDuty is switched on as a whole")
_MINUTES = {"FIFTEEN_MINUTES": 15, "ONE_HOUR": 60, "SIX_HOURS": 360}
_DATASOURCES = {
    "S3_DATA_EVENTS": "datasources.s3_logs.enable",
    "EKS_AUDIT_LOGS": "datasources.kubernetes.audit_logs.enable",
    "EBS_MALWARE_PROTECTION": "datasources.malware_protection.scan_ec2_instance_with_findings.ebs_volumes.enable",
}
_OFF_BY_DEFAULT = ("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING")


def detector(document: Document) -> Iterator[Resource]:
    """A detector with its features, its destinations and what it does for the organisation."""
    features = {feature.text("name"): feature for feature in document.all_sidecars("aws_guardduty_detector_feature")}
    unnamed = next((name for name in features if isinstance(name, Unknown)), None)

    def on(name: str) -> Fact[bool]:
        feature = features.get(name)
        if feature is not None:
            return feature.flag("status", True)
        if unnamed is not None:
            return unnamed
        return document.flag(_DATASOURCES.get(name, "no_such_block"), name not in _OFF_BY_DEFAULT)

    facts = Detector(
        purpose="threats",
        enabled=document.flag("enable", True),
        covers=Coverage(
            compute=_NO_PACKAGES,
            images=_NO_PACKAGES,
            functions=on("LAMBDA_NETWORK_LOGS"),
            object_stores=on("S3_DATA_EVENTS"),
            cluster_audit=on("EKS_AUDIT_LOGS"),
            runtime=any_true(*(on(name) for name in _OFF_BY_DEFAULT)),
            malware=on("EBS_MALWARE_PROTECTION"),
            databases=on("RDS_LOGIN_EVENTS"),
        ),
        standards=_NO_STANDARD,
        publish_minutes=_minutes(document),
        enrols=_enrols(document),
        every_days=_ALL_THE_TIME,
        exports=_exports(document),
        whole_account=True,
        protects=_ONE_SERVICE,
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _exports(document: Document) -> Fact[bool]:
    if document.sidecar("aws_guardduty_publishing_destination") is not None:
        return True
    refused = document.get("publishing_destination")  # a live account may not tell
    return refused if isinstance(refused, Unknown) else False


def _minutes(document: Document) -> Fact[int]:
    frequency = document.text("finding_publishing_frequency", "SIX_HOURS")
    if isinstance(frequency, Unknown):
        return frequency
    return _MINUTES.get(str(frequency))


def _enrols(document: Document) -> Fact[Literal["all", "new", "none"]]:
    organization = document.sidecar("aws_guardduty_organization_configuration")
    if organization is None:
        return document.values if isinstance(document.values, Unknown) else "none"
    members = organization.text("auto_enable_organization_members")
    if isinstance(members, Unknown):
        return members
    if members is not None:
        return "all" if members == "ALL" else "new" if members == "NEW" else "none"
    old = organization.flag("auto_enable", False)
    return old if isinstance(old, Unknown) else "new" if old else "none"
