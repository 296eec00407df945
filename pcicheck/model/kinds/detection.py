"""Detectors, recorders, alerts and contacts."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct

from pcicheck.model.kinds.base import Kind, LogStoreLink, To
from pcicheck.model.link import Link
from pcicheck.model.value import NOT_STATED, Fact, Unknown

LogMetricLink = Annotated[Fact[Link], To("log_metric")]

WATCHES = Literal[
    "audit_log_stopped",
    "audit_log_changed",
    "root_use",
    "refused_calls",
    "login_without_mfa",
    "failed_logins",
    "privilege_changes",
    "key_loss",
    "store_policy_changes",
    "recorder_changes",
    "detector_stopped",
    "firewall_changes",
    "network_acl_changes",
    "gateway_changes",
    "route_changes",
    "network_changes",
    "threat_findings",
]
"""What an alert can watch for, in neutral names. An alert has a name only if every event behind it fires it."""


class Coverage(Struct, frozen=True, kw_only=True):
    """What a detector looks at. Inapplicable parts are none of its business."""

    compute: Fact[bool] = NOT_STATED
    """Machines: operating system packages and network exposure."""
    images: Fact[bool] = NOT_STATED
    """Container images in registries."""
    functions: Fact[bool] = NOT_STATED
    """Serverless functions: their packages, or their network traffic."""
    object_stores: Fact[bool] = NOT_STATED
    """Access to objects."""
    cluster_audit: Fact[bool] = NOT_STATED
    """Audit logs of Kubernetes clusters."""
    runtime: Fact[bool] = NOT_STATED
    """Processes, files and connections inside running machines and containers."""
    malware: Fact[bool] = NOT_STATED
    """Malware on the volumes of machines."""
    databases: Fact[bool] = NOT_STATED
    """Logins to databases."""


class Detector(Kind, frozen=True, kw_only=True):
    """A service that looks for something bad: GuardDuty, Macie, Security Hub, Inspector, Access Analyzer; Security
    Command Center; Defender, Sentinel."""

    purpose: Fact[
        Literal[
            "threats",
            "vulnerabilities",
            "account_data",
            "posture",
            "external_access",
            "unused_access",
            "internal_access",
            "inquiry",
        ]
    ] = NOT_STATED
    """What it looks for: attacks, weak software, sensitive data in stores, deviations from a standard, access from
    outside, access that nobody uses, access from inside, or the story behind a finding."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it works, rather than being paused or suspended."""
    covers: Coverage = Coverage()
    """What it looks at."""
    standards: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Standards that it measures against, such as ``pci-dss/v/4.0.1``."""
    publish_minutes: Fact[int] = NOT_STATED
    """Minutes after which repeated findings are published again; ``None`` for a setting that the service does not
    have."""
    enrols: Fact[Literal["all", "new", "none"]] = NOT_STATED
    """Accounts of the organisation that it enrols by itself: all, new ones only, or none."""
    every_days: Fact[int] = NOT_STATED
    """Days between two runs of a scheduled search; ``None`` without a schedule, inapplicable to services that look
    all the time."""
    exports: Fact[bool] = NOT_STATED
    """Whether it sends its findings to a store by itself."""


class Recorder(Kind, frozen=True, kw_only=True):
    """A service that records every state of the configuration: AWS Config, Google Cloud Asset Inventory feeds."""

    running: Fact[bool] = NOT_STATED
    """Whether it has been started."""
    all_types: Fact[bool] = NOT_STATED
    """Whether it records every type of resource, also types that are added later."""
    global_types: Fact[bool] = NOT_STATED
    """Whether it records resources without a region, such as users and roles."""


class Aggregator(Kind, frozen=True, kw_only=True):
    """A view that brings together what several regions and accounts recorded or found."""

    collects: Fact[Literal["configuration", "findings"]] = NOT_STATED
    """What it brings together."""
    all_regions: Fact[bool] = NOT_STATED
    """Whether it takes in every region, also those that are used later."""
    organization: Fact[bool] = NOT_STATED
    """Whether it takes in every account of the organisation."""


class LogMetric(Kind, frozen=True, kw_only=True):
    """A count of the log events that a filter lets through: a CloudWatch metric filter, a Google Cloud log-based
    metric."""

    watches: Fact[tuple[WATCHES, ...]] = NOT_STATED
    """What it counts completely, in the names of ``WATCHES``; empty where its filter counts none of them in full.
    Found by putting sample events to the filter. Unknown where the filter is, or cannot be read."""
    source: LogStoreLink = NOT_STATED
    """Log store whose events it counts."""


class Alert(Kind, frozen=True, kw_only=True):
    """Something that calls for attention when a measure is exceeded or an event comes: a CloudWatch alarm, an
    EventBridge rule on security events, an Azure activity log alert, a Google Cloud alert policy."""

    actions_enabled: Fact[bool] = NOT_STATED
    """Whether its actions are carried out."""
    receivers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Who is told when it fires; empty for nobody."""
    watches: Fact[tuple[WATCHES, ...]] = NOT_STATED
    """What it fires on by itself, in the names of ``WATCHES``; see ``metric`` for alarms on counted log events."""
    metric: LogMetricLink = NOT_STATED
    """The count of log events that it watches; ``None`` where it watches a service's own measure or no measure."""


class Contact(Kind, frozen=True, kw_only=True):
    """Whom the cloud provider turns to."""

    purpose: Fact[Literal["security", "billing", "operations"]] = NOT_STATED
    """What they are told about."""
    email: Fact[bool] = NOT_STATED
    """Whether an address for mail is given."""
    phone: Fact[bool] = NOT_STATED
    """Whether a telephone number is given."""


__all__ = ["Aggregator", "Alert", "Contact", "Coverage", "Detector", "LogMetric", "Recorder"]
