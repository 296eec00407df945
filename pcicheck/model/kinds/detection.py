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
    "ownership_changes",
    "custom_role_changes",
    "machine_changes",
    "database_changes",
    "policy_assignment_written",
    "policy_assignment_deleted",
    "firewall_written",
    "firewall_deleted",
    "security_solution_written",
    "security_solution_deleted",
    "database_firewall_written",
    "database_firewall_deleted",
    "public_address_written",
    "public_address_deleted",
    "tokenization_failures",
    "mutual_tls_failures",
    "certificate_expiry",
    "key_service_stopped",
    "log_shipping_failures",
    "malware_guard_stopped",
    "firewall_stopped",
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


PLANS = Literal[
    "machines",
    "app_services",
    "sql_servers",
    "sql_on_machines",
    "object_stores",
    "clusters",
    "registries",
    "containers",
    "key_stores",
    "management",
    "dns",
    "open_source_databases",
    "document_databases",
    "posture",
    "apis",
    "ai",
    "cloud_apps",
]
"""What a provider's detection plan looks after, where each plan is switched on by itself."""


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
            "file_changes",
        ]
    ] = NOT_STATED
    """What it looks for: attacks, weak software, sensitive data in stores, deviations from a standard, access from
    outside, access that nobody uses, access from inside, the story behind a finding, or changes to files."""
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
    whole_account: Fact[bool] = NOT_STATED
    """Whether it watches the account as a whole rather than one service or one resource."""
    protects: Fact[PLANS] = NOT_STATED
    """What a plan that is switched on one by one looks after."""


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
    EventBridge rule on security events, an Azure activity log alert, a Google Cloud alert policy, a rule of
    Prometheus."""

    actions_enabled: Fact[bool] = NOT_STATED
    """Whether its actions are carried out."""
    receivers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Who is told when it fires; empty for nobody."""
    watches: Fact[tuple[WATCHES, ...]] = NOT_STATED
    """What it fires on by itself, in the names of ``WATCHES``; see ``metric`` for alarms on counted log events."""
    metric: LogMetricLink = NOT_STATED
    """The count of log events that it watches; ``None`` where it watches a service's own measure or no measure."""
    loadable: Fact[bool] = NOT_STATED
    """Of an alert that is written in a file: whether a supported release of its server takes it."""


class AlertRoute(Kind, frozen=True, kw_only=True):
    """A branch of the tree by which alerts find those who are told: routes of Alertmanager."""

    takes: Fact[tuple[Literal["everything", "critical"], ...]] = NOT_STATED
    """``everything`` for the branch that takes what no other takes, ``critical`` for one that is made for alerts of
    the highest severity. Empty for the others."""
    receivers: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Who is told; empty for nobody."""
    muted: Fact[bool] = NOT_STATED
    """Whether there are hours in which nobody is told."""


class Contact(Kind, frozen=True, kw_only=True):
    """Whom the cloud provider turns to."""

    purpose: Fact[Literal["security", "billing", "operations"]] = NOT_STATED
    """What they are told about."""
    email: Fact[bool] = NOT_STATED
    """Whether an address for mail is given."""
    phone: Fact[bool] = NOT_STATED
    """Whether a telephone number is given."""
    told_of_alerts: Fact[bool] = NOT_STATED
    """Whether security alerts are sent to them."""
    owners_told: Fact[bool] = NOT_STATED
    """Whether security alerts are sent to the owners of the account too."""


class MalwareGuard(Kind, frozen=True, kw_only=True):
    """Protection against malware on machines or in stores: an agent, an integration or a service that scans."""

    guards: Fact[Literal["machines", "object_stores"]] = NOT_STATED
    """What it looks after."""
    enabled: Fact[bool] = NOT_STATED
    """Whether it works."""
    real_time: Fact[bool] = NOT_STATED
    """Whether it looks at files the moment they are used or written. Unknown where a policy elsewhere decides."""
    scheduled: Fact[bool] = NOT_STATED
    """Whether it also scans everything regularly. Inapplicable where nothing is at rest that it has not seen."""
    updates_itself: Fact[bool] = NOT_STATED
    """Whether it is updated without anybody's doing."""
    exclusions: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Paths, file types and processes that it does not look at; empty for none."""
    limited: Fact[bool] = NOT_STATED
    """Whether it stops looking when a monthly amount of data is reached. Inapplicable on machines."""


class AgentRollout(Kind, frozen=True, kw_only=True):
    """A setting of the account that puts a security agent on every machine by itself."""

    installs: Fact[bool] = NOT_STATED
    """Whether it does."""


class Guardrail(Kind, frozen=True, kw_only=True):
    """A policy over whole accounts that no administrator of an account can lift: service control policies."""

    keeps_detection: Fact[bool] = NOT_STATED
    """Whether it refuses everybody to switch threat detection off. What exempts named administrators counts too."""
    keeps_audit_log: Fact[bool] = NOT_STATED
    """The same for stopping or deleting the audit log."""


class ProviderAccess(Kind, frozen=True, kw_only=True):
    """What the cloud provider's own staff need before they look at data of the customer: Google Cloud Access
    Approval, Azure Customer Lockbox."""

    approved: Fact[bool] = NOT_STATED
    """Whether they need the customer's approval, whatever the service."""


class PatchPlan(Kind, frozen=True, kw_only=True):
    """A rule by which machines are given the vendor's fixes: SSM patch baselines, OS patch deployments, maintenance
    configurations."""

    critical_days: Fact[int] = NOT_STATED
    """Days after release at which critical security fixes are approved for installation at the latest; ``None``
    where it approves none by itself."""
    every_days: Fact[int] = NOT_STATED
    """Days between two installations; ``None`` for one that happens once. Inapplicable where another resource says
    when."""


__all__ = [
    "AgentRollout",
    "Aggregator",
    "Alert",
    "Contact",
    "Coverage",
    "Detector",
    "Guardrail",
    "LogMetric",
    "MalwareGuard",
    "PatchPlan",
    "ProviderAccess",
    "Recorder",
]
