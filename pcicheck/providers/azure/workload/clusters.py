"""AKS clusters and their node pools.

Defaults, Terraform registry, hashicorp/azurerm 2 to 4, ``azurerm_kubernetes_cluster``: ``private_cluster_enabled``
false and no ``authorized_ip_ranges`` (once ``api_server_authorized_ip_ranges``), so that every address reaches the API
server; ``role_based_access_control_enabled`` true, ``local_account_disabled`` false, kubenet without policies where
``network_profile`` is not written, no ``oms_agent``, no ``microsoft_defender`` and no add-on,
``automatic_upgrade_channel`` (once ``automatic_channel_upgrade``) none, disks with Microsoft's key;
``host_encryption_enabled`` and ``node_public_ip_enabled`` of a pool (once ``enable_…``) false. Before azurerm 3 add-ons
stood in ``addon_profile`` and roles in ``role_based_access_control``. Audit logs of the API server are kept where a
diagnostic setting sends them somewhere (Microsoft Learn, "Monitor AKS"). Every cluster has a default pool; azurerm 1
called it ``agent_pool_profile``. Without the provider for key vaults, secrets stay in the cluster as they were put
there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import Cluster, NodePool
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.azure.cmk import disk_set_encryption, vault_encryption
from pcicheck.providers.azure.diagnostics import SETTING, log_categories
from pcicheck.providers.azure.workload.common import made
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only
from pcicheck.providers.referrers import referrers

_NOT_A_VERSION = Unknown("the version is not of the form 1.x")
_NOT_AKS = "AKS has no such setting"
_CONTROL_LOGS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-audit", "guard")
_RANGES = ("api_server_access_profile.authorized_ip_ranges", "api_server_authorized_ip_ranges")
_NAMES_OF_FLAGS = {"host_encryption": "enable_host_encryption", "node_public_ip": "enable_node_public_ip"}


def cluster(document: Document) -> Iterator[Resource]:
    """A cluster, and its default pool."""
    public = negated(first_flag(document, "private_cluster_enabled", "private_link_enabled"))
    listed = _any_range(document)
    categories = _categories(document)
    facts = only(
        Cluster,
        _NOT_AKS,
        api_public=public,
        api_open=all_true(public, True if listed is None else listed),
        api_list_open=listed or False,
        audit_log=_is_kept(categories, "kube-audit", "kube-audit-admin"),
        all_control_logs=all_true(*(_is_kept(categories, name) for name in _CONTROL_LOGS)),
        secrets_encryption=vault_encryption(document, "key_management_service.key_vault_key_id"),
        kubernetes_minor=_minor(document),
        private_network=negated(_pool_flag(document, "default_node_pool.", "node_public_ip")),
        role_based=first_flag(
            document, "role_based_access_control_enabled", "role_based_access_control.enabled", default=True
        ),
        local_accounts=negated(document.flag("local_account_disabled", False)),
        directory_groups=any_true(
            is_set(document, "azure_active_directory_role_based_access_control"),
            is_set(document, "role_based_access_control.azure_active_directory"),
        ),
        workload_firewall=_workload_firewall(document),
        known_addresses=is_one_of(document, "network_profile.network_plugin", "kubenet", "azure"),
        logged=_logged(document),
        admission_control=first_flag(document, "azure_policy_enabled", "addon_profile.azure_policy.enabled"),
        automatic_upgrades=_automatic_upgrades(document),
        dashboard=document.flag("addon_profile.kube_dashboard.enabled", False),
        demo_ingress=first_flag(
            document, "http_application_routing_enabled", "addon_profile.http_application_routing.enabled"
        ),
        secrets_refreshed=_secrets_refreshed(document),
        threats_watched=is_set(document, "microsoft_defender"),
        disk_key_owner=disk_set_encryption(document, "disk_encryption_set_id").key_owner,
    )
    yield from made(document, facts)
    written = "agent_pool_profile" if document.block("agent_pool_profile") is not None else "default_node_pool"
    yield from made(document, _pool(document, f"{written}."), written)


def node_pool(document: Document) -> Iterator[Resource]:
    """A further pool of a cluster."""
    yield from made(document, _pool(document, ""))


def _pool(document: Document, prefix: str) -> NodePool:
    system = document.flag(f"{prefix}only_critical_addons_enabled", False)
    return only(
        NodePool,
        _NOT_AKS,
        public_addresses=_pool_flag(document, prefix, "node_public_ip"),
        host_encryption=_pool_flag(document, prefix, "host_encryption"),
        system_only=system if prefix else Inapplicable("it may be a pool for workloads"),
    )


def _pool_flag(document: Document, prefix: str, name: str) -> bool | Unknown:
    return first_flag(document, f"{prefix}{name}_enabled", f"{prefix}{_NAMES_OF_FLAGS[name]}")


def _any_range(document: Document) -> bool | None | Unknown:
    """Whether the list of ranges names the internet; ``None`` where there is no list."""
    for path in _RANGES:
        if document.get(path) not in (None, []):
            ranges = document.texts(path)
            return internet(ranges)
    profile = document.block("api_server_access_profile")
    return profile if isinstance(profile, Unknown) else None


def _categories(document: Document) -> tuple[frozenset[str] | Unknown, ...]:
    if isinstance(document.values, Unknown):
        return (document.values,)
    return tuple(log_categories(setting) for setting in referrers(document, SETTING, "target_resource_id"))


def _is_kept(categories: tuple[frozenset[str] | Unknown, ...], *names: str) -> bool | Unknown:
    wanted = {*names, "alllogs"} | ({"audit"} if names[0] == "kube-audit" else set())
    return any_true(*(found if isinstance(found, Unknown) else bool(found & wanted) for found in categories))


def _minor(document: Document) -> Fact[int]:
    version = document.text("kubernetes_version")
    if version is None or isinstance(version, Unknown):
        return version
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    return int(minor) if major == "1" and minor.isdigit() else _NOT_A_VERSION


def _workload_firewall(document: Document) -> bool | Unknown:
    return is_one_of(document, "network_profile.network_policy", "none", "azure", "calico", "cilium")


def _logged(document: Document) -> bool | Unknown:
    workspace = is_set(document, "oms_agent.log_analytics_workspace_id")
    return any_true(workspace, document.flag("addon_profile.oms_agent.enabled", False))


def _automatic_upgrades(document: Document) -> bool | Unknown:
    answers = (
        negated(is_one_of(document, path, "none", "none", ""))
        for path in ("automatic_upgrade_channel", "automatic_channel_upgrade")
    )
    return any_true(*answers)


def _secrets_refreshed(document: Document) -> bool | None | Unknown:
    for path in ("key_vault_secrets_provider", "addon_profile.azure_keyvault_secrets_provider"):
        block = document.block(path)
        if block is not None:
            return block if isinstance(block, Unknown) else block.flag("secret_rotation_enabled", False)
    return False
