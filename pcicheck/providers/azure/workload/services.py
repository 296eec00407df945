"""Automation, Batch, App Configuration, machine learning, cognitive services, Logic Apps, Spring Apps, backup and
Service Fabric.

Defaults, Terraform registry, hashicorp/azurerm 3 and 4: ``public_network_access_enabled`` true everywhere but in
``azurerm_spring_cloud_api_portal``; ``local_authentication_enabled`` and ``local_auth_enabled`` true; Batch knows the
modes AAD, SharedKey and TaskAuthenticationToken and allows all where none is named; its ``network_profile`` has
``default_action`` Deny in each of its two blocks, and lets everyone in to an endpoint whose block is not written
(Microsoft Learn, "Configure public network access with Azure Batch accounts").
``azurerm_app_configuration.public_network_access`` not set means that everyone reaches it until a private endpoint is
attached. ``encrypted`` of an automation variable, ``https_only`` and ``tls_enabled`` of a Spring app are false.
Batch, machine learning, cognitive services and Logic Apps log nothing until a diagnostic setting sends it somewhere
(Azure Policy, built-in definitions "Resource logs in … should be enabled").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.workload import PlatformService, StoredSetting
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.cmk import vault_encryption
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.workload.common import has_identity, made
from pcicheck.providers.reading import first_flag, is_one_of, is_set, only, word
from pcicheck.providers.referrers import is_named_by, may_be_named, referrers

COGNITIVE_KEY = "azurerm_cognitive_account_customer_managed_key"
_NOT_A_SETTING = "the service has no such setting"
_ENDPOINT = ("azurerm_private_endpoint", "private_service_connection.private_connection_resource_id")
_PRIVATE_ENDPOINT_DECIDES = Unknown("it is open to everyone until a private endpoint is attached")
_ONLY_OPENAI = Inapplicable("only OpenAI accounts are asked to name where they may call")
_NO_APPS = Inapplicable("no application of it is in this input")
_OTHER_APPS = Unknown("to which service some application belongs is not known")
_BASIC = Inapplicable("its tier has no such setting")


def variable(document: Document) -> Iterator[Resource]:
    """A variable of an automation account."""
    yield from made(document, StoredSetting(encrypted=document.flag("encrypted", False)))


def automation_account(document: Document) -> Iterator[Resource]:
    """An automation account."""
    public = document.flag("public_network_access_enabled", True)
    facts = _service(
        "automation",
        public_access=public,
        shared_keys=document.flag("local_authentication_enabled", True),
        own_identity=has_identity(document),
        encryption=vault_encryption(document, "encryption.key_vault_key_id"),
    )
    yield from made(document, facts)


def batch_account(document: Document) -> Iterator[Resource]:
    """A Batch account."""
    public = document.flag("public_network_access_enabled", True)
    rule = document.block("network_profile.account_access")
    everyone = (
        is_one_of(document, "network_profile.account_access.default_action", "deny", "allow")
        if rule is not None
        else any_true(
            negated(is_set(document, "network_profile")), document.has("network_profile.node_management_access")
        )
    )
    modes = document.texts("allowed_authentication_modes", ("SharedKey",))
    facts = _service(
        "batch",
        public_access=public,
        open_to_all=all_true(public, everyone),
        shared_keys=modes
        if isinstance(modes, Unknown)
        else any_true(*(mode if isinstance(mode, Unknown) else mode.lower() == "sharedkey" for mode in modes)),
        logged=sends_logs(document),
        own_identity=has_identity(document),
        encryption=vault_encryption(document, "encryption.key_vault_key_id"),
    )
    yield from made(document, facts)


def app_configuration(document: Document) -> Iterator[Resource]:
    """A store of application settings."""
    access = word(document, "public_network_access", "automatic")
    public: bool | Unknown = access if isinstance(access, Unknown) else access == "enabled"
    if access == "automatic":
        public = False if is_named_by(document, *_ENDPOINT) else _PRIVATE_ENDPOINT_DECIDES
    facts = _service(
        "settings",
        public_access=public,
        shared_keys=document.flag("local_auth_enabled", True),
        own_identity=has_identity(document),
        encryption=vault_encryption(document, "encryption.key_vault_key_identifier"),
    )
    yield from made(document, facts)


def cognitive_account(document: Document) -> Iterator[Resource]:
    """An account of a cognitive service, Azure OpenAI among them."""
    kind = word(document, "kind", "aiservices" if document.type == "azurerm_ai_services" else "")
    restricted = all_true(document.flag("outbound_network_access_restricted", False), is_set(document, "fqdns"))
    outbound: Fact[bool] = restricted if kind == "openai" else kind if isinstance(kind, Unknown) else _ONLY_OPENAI
    separate = document.sidecar(COGNITIVE_KEY)
    facts = _service(
        "ai",
        public_access=is_one_of(document, "public_network_access", "enabled", "enabled")
        if document.type == "azurerm_ai_services"
        else document.flag("public_network_access_enabled", True),
        shared_keys=first_flag(document, "local_auth_enabled", "local_authentication_enabled", default=True),
        own_identity=has_identity(document),
        encryption=vault_encryption(separate, "key_vault_key_id")
        if separate
        else vault_encryption(document, "customer_managed_key.key_vault_key_id"),
        outbound_restricted=outbound,
        logged=sends_logs(document),
    )
    yield from made(document, facts)


def learning_workspace(document: Document) -> Iterator[Resource]:
    """A workspace of Azure Machine Learning."""
    public = first_flag(
        document, "public_network_access_enabled", "public_access_behind_virtual_network_enabled", default=True
    )
    facts = _service(
        "machine_learning",
        public_access=public,
        own_identity=has_identity(document),
        encryption=vault_encryption(document, "encryption.key_id"),
        logged=sends_logs(document),
    )
    yield from made(document, facts)


def workflow(document: Document) -> Iterator[Resource]:
    """A logic app of the consumption plan."""
    facts = _service("workflow", own_identity=has_identity(document), logged=sends_logs(document))
    yield from made(document, facts)


def learning_compute(document: Document) -> Iterator[Resource]:
    """Machines of Azure Machine Learning."""
    facts = _service(
        "machine_learning",
        public_access=document.flag("node_public_ip_enabled", True),
        shared_keys=document.flag("local_auth_enabled", True),
        own_identity=has_identity(document),
    )
    yield from made(document, facts)


def recovery_vault(document: Document) -> Iterator[Resource]:
    """A vault that keeps backups."""
    twice = document.flag("encryption.infrastructure_encryption_enabled", False)
    facts = _service(
        "backup",
        public_access=document.flag("public_network_access_enabled", True),
        own_identity=has_identity(document),
        encryption=vault_encryption(document, "encryption.key_id", twice=twice),
    )
    yield from made(document, facts)


def spring_service(document: Document) -> Iterator[Resource]:
    """A Spring Apps service."""
    basic = any_true(is_one_of(document, "sku_name", "s0", "b0"), is_one_of(document, "sku_tier", "standard", "basic"))
    facts = _service(
        "applications",
        public_access=any_true(basic, negated(is_set(document, "network.service_runtime_subnet_id"))),
        tls_inside=_spring_tls(document, basic),
    )
    yield from made(document, facts)


def _spring_tls(document: Document, basic: bool | Unknown) -> Fact[bool]:
    if basic is not False:
        return basic if isinstance(basic, Unknown) else _BASIC
    if may_be_named(document, "azurerm_spring_cloud_app", "service_name"):
        return _OTHER_APPS
    apps = tuple(referrers(document, "azurerm_spring_cloud_app", "service_name"))
    return all_true(*(app.flag("tls_enabled", False) for app in apps)) if apps else _NO_APPS


def spring_portal(document: Document) -> Iterator[Resource]:
    """The API portal of a Spring Apps service."""
    facts = _service(
        "applications",
        public_access=document.flag("public_network_access_enabled", False),
        tls_only=document.flag("https_only_enabled", False),
    )
    yield from made(document, facts)


def spring_app(document: Document) -> Iterator[Resource]:
    """An application of a Spring Apps service."""
    public = any_true(document.flag("is_public", False), document.flag("public_endpoint_enabled", False))
    facts = _service(
        "applications",
        public_access=public,
        tls_only=document.flag("https_only", False),
        own_identity=has_identity(document),
    )
    yield from made(document, facts)


def fabric_cluster(document: Document) -> Iterator[Resource]:
    """A Service Fabric cluster."""
    facts = _service(
        "cluster",
        tls_inside=_fabric_protection(document),
        directory_logins=is_set(document, "azure_active_directory.tenant_id"),
    )
    yield from made(document, facts)


def _fabric_protection(document: Document) -> bool | Unknown:
    settings = document.blocks("fabric_settings")
    if isinstance(settings, Unknown):
        return settings
    return any_true(*(_encrypts(block) for block in settings))


def _encrypts(block: Block) -> bool | Unknown:
    name = block.text("name")
    if name != "Security":
        return name if isinstance(name, Unknown) else False
    parameters = block.get("parameters")
    if isinstance(parameters, Unknown):
        return parameters
    if not isinstance(parameters, dict):
        return False
    if "ClusterProtectionLevel" in parameters:
        level = parameters["ClusterProtectionLevel"]
    else:
        level = parameters.get("value") if parameters.get("name") == "ClusterProtectionLevel" else None
    return level if isinstance(level, Unknown) else str(level).lower() == "encryptandsign"


def _service(category: str, **facts: object) -> PlatformService:
    return only(PlatformService, _NOT_A_SETTING, **({"category": category} | facts))
