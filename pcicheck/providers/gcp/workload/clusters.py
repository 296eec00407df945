"""GKE clusters.

Defaults, Terraform registry, hashicorp/google, ``google_container_cluster``: ``enable_legacy_abac`` false,
``enable_shielded_nodes`` true, ``datapath_provider`` LEGACY_DATAPATH without network policies, ``networking_mode``
VPC_NATIVE since version 5 and ROUTES before, ``logging_service`` and ``monitoring_service`` those of Google,
``enable_private_nodes`` and ``enable_private_endpoint`` false; without ``master_authorized_networks_config`` every
address reaches the public endpoint, and with that block but no ``cidr_blocks`` none does. GKE documentation: basic
authentication and client certificates are off since 1.12 ("Hardening your cluster's security"); Autopilot always has
Dataplane V2, a release channel, shielded nodes and Workload Identity ("Autopilot and Standard feature comparison");
etcd is encrypted by Google where ``database_encryption`` names no key ("Encrypt secrets at the application layer").
Network policies of Calico need the add-on on the control plane too (``NetworkPolicyConfig`` of the API), which is
switched on with them unless the configuration says otherwise; the dashboard was on by default before 1.10.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.containers import Cluster
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.workload.common import made
from pcicheck.providers.gcp.workload.nodes import pools_of
from pcicheck.providers.reading import first_flag, is_one_of, is_set, word

_NOT_A_VERSION = Unknown("the version is not of the form 1.x")
_PROJECT_DECIDES = Unknown("the audit log settings of the project decide")
_NOT_HERE = Inapplicable("sessions go through the Kubernetes API, which its audit log covers")
_NO_DEMO = Inapplicable("GKE has no such add-on")
_NOT_FETCHED = Inapplicable("secrets of the platform's store are fetched by the workloads themselves")
_WATCHED_ELSEWHERE = Inapplicable("threat detection is a setting of Security Command Center")
_PRIVATE = "private_cluster_config"
_DASHBOARD_LEFT_OUT = 10
_CONTROL_PLANE = ("apiserver", "scheduler", "controller_manager")


def cluster(document: Document) -> Iterator[Resource]:
    """A cluster, and the machines that it describes itself."""
    autopilot = document.flag("enable_autopilot", False)
    by_address = _public_address(document)
    by_name = document.flag("control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic", False)
    ranges = _ranges(document)
    facts = Cluster(
        api_public=any_true(by_address, by_name),
        api_open=any_true(all_true(by_address, True if ranges is None else internet(ranges)), by_name),
        api_list_open=False if ranges is None else internet(ranges),
        audit_log=_PROJECT_DECIDES,
        all_control_logs=_control_logs(document),
        secrets_encryption=_secrets_encryption(document),
        kubernetes_minor=_minor(document),
        sessions_logged=_NOT_HERE,
        sessions_encrypted=_NOT_HERE,
        private_network=_private_nodes(document),
        role_based=negated(document.flag("enable_legacy_abac", False)),
        local_accounts=_local_accounts(document),
        directory_groups=is_set(document, "authenticator_groups_config.security_group"),
        workload_firewall=any_true(
            autopilot,
            _network_policy(document),
            is_one_of(document, "datapath_provider", "legacy_datapath", "advanced_datapath"),
        ),
        known_addresses=_known_addresses(document, autopilot),
        traffic_visible=document.flag("enable_intranode_visibility", False),
        logged=_kept(document, "logging"),
        monitored=_kept(document, "monitoring"),
        admission_control=_admission_control(document),
        automatic_upgrades=any_true(
            autopilot,
            negated(is_one_of(document, "release_channel.channel", "unspecified", "unspecified", "none")),
        ),
        verified_nodes=any_true(autopilot, document.flag("enable_shielded_nodes", True)),
        dashboard=_dashboard(document),
        experimental=document.flag("enable_kubernetes_alpha", False),
        demo_ingress=_NO_DEMO,
        secrets_refreshed=_NOT_FETCHED,
        threats_watched=_WATCHED_ELSEWHERE,
        disk_key_owner=kms_encryption(document, "node_config.boot_disk_kms_key").key_owner,
    )
    yield from made(document, facts)
    yield from pools_of(document, autopilot)


def _network_policy(document: Document) -> bool | Unknown:
    """Whether Calico enforces network policies, for which the add-on must not be switched off."""
    off = document.flag("addons_config.network_policy_config.disabled", False)
    return all_true(document.flag("network_policy.enabled", False), negated(off))


def _dashboard(document: Document) -> bool | Unknown:
    minor = _minor(document)
    disabled = document.flag("addons_config.kubernetes_dashboard.disabled")
    return isinstance(minor, int) and minor < _DASHBOARD_LEFT_OUT if disabled is None else negated(disabled)


def _public_address(document: Document) -> bool | Unknown:
    """Whether the endpoint that is reached by its address is public; another one is reached by name."""
    by_address = document.flag("control_plane_endpoints_config.ip_endpoints_config.enabled", True)
    return all_true(by_address, negated(document.flag(f"{_PRIVATE}.enable_private_endpoint", False)))


def _ranges(document: Document) -> tuple[str | Unknown, ...] | None:
    """The ranges that may reach the endpoint; ``None`` where no list is kept."""
    block = document.block("master_authorized_networks_config")
    if block is None:
        return None
    if isinstance(block, Unknown):
        return (block,)
    listed = block.blocks("cidr_blocks")
    if isinstance(listed, Unknown):
        return (listed,)
    found = (entry.text("cidr_block") for entry in listed)
    return tuple(text for text in found if text is not None)


def _private_nodes(document: Document) -> bool | Unknown:
    if document.block(_PRIVATE) is None:
        return False
    return first_flag(document, f"{_PRIVATE}.enable_private_nodes")


def _local_accounts(document: Document) -> bool | Unknown:
    return any_true(
        document.flag("master_auth.client_certificate_config.issue_client_certificate", False),
        is_set(document, "master_auth.username"),
    )


def _known_addresses(document: Document, autopilot: bool | None | Unknown) -> bool | Unknown:
    native = is_one_of(document, "networking_mode", "unset", "vpc_native")
    return any_true(autopilot, is_set(document, "ip_allocation_policy"), native)


def _kept(document: Document, what: str) -> bool | Unknown:
    """Whether logs or metrics are kept: by the older service setting or the newer list of components."""
    service = word(document, f"{what}_service", "google")
    if isinstance(service, Unknown):
        return service
    if service == "none":
        return False
    components = document.block(f"{what}_config")
    if components is None or isinstance(components, Unknown):
        return components or True
    return components.has("enable_components") if components.get("enable_components") is not None else True


def _control_logs(document: Document) -> bool | Unknown:
    names = document.texts("logging_config.enable_components")
    if isinstance(names, Unknown):
        return names
    known = {name.lower() for name in names if isinstance(name, str)}
    unsure = next((name for name in names if isinstance(name, Unknown)), False)
    return all_true(*(name in known or unsure for name in _CONTROL_PLANE))


def _secrets_encryption(document: Document) -> Encryption:
    state = is_one_of(document, "database_encryption.state", "decrypted", "encrypted", "all_objects_encryption_enabled")
    if isinstance(state, Unknown):
        return Encryption(at_rest=True, key_owner=state, key=state)
    if not state:
        return Encryption(at_rest=True, key_owner="provider", key=None)
    return kms_encryption(document, "database_encryption.key_name")


def _minor(document: Document) -> Fact[int]:
    version = document.text("min_master_version")
    if version is None or isinstance(version, Unknown):
        return version
    if version in ("latest", "-"):
        return None
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0].partition("-")[0]
    return int(minor) if major == "1" and minor.isdigit() else _NOT_A_VERSION


def _admission_control(document: Document) -> bool | Unknown:
    return any_true(
        is_one_of(
            document,
            "binary_authorization.evaluation_mode",
            "disabled",
            "project_singleton_policy_enforce",
            "policy_bindings",
            "policy_bindings_and_project_singleton_policy_enforce",
            "true",
        ),
        first_flag(document, "enable_binary_authorization", "binary_authorization.enabled"),
    )
