"""Azure storage accounts with their side-cars.

Defaults (Terraform registry, ``azurerm_storage_account``): ``https_traffic_only_enabled`` (before azurerm 4
``enable_https_traffic_only``), ``public_network_access_enabled``, ``shared_access_key_enabled``,
``local_user_enabled`` and ``allow_nested_items_to_be_public`` are true; its predecessor ``allow_blob_public_access``
of azurerm 2 was false and stands in such a plan. ``min_tls_version`` is TLS1_2, in azurerm 2 TLS1_0. ``sftp_enabled``,
``is_hns_enabled``, ``infrastructure_encryption_enabled`` and ``blob_properties.versioning_enabled`` are false. Without
``network_rules`` every network is allowed (Azure documentation, "Configure Azure Storage firewalls and virtual
networks"); ``azurerm_storage_account_network_rules`` of azurerm 2 name the account by ``storage_account_name``. Local
users are users of SFTP, which needs the hierarchical namespace. Azure encrypts every account ("Azure Storage encryption
for data at rest"). A static website answers everyone, also where containers cannot be public ("Static website hosting
in Azure Storage").
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import ObjectStore
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.addresses import internet
from pcicheck.providers.azure.cmk import vault_encryption
from pcicheck.providers.azure.storage.account_life import lifecycle, lock
from pcicheck.providers.azure.storage.account_logs import blobs_logged, queues_logged, receives_logs
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import first_flag, is_one_of
from pcicheck.providers.referrers import is_named_by, may_be_named

CUSTOMER_KEY = "azurerm_storage_account_customer_managed_key"
NETWORK_RULES = "azurerm_storage_account_network_rules"
STATIC_WEBSITE = "azurerm_storage_account_static_website"
CONTAINERS = Inapplicable("each container of the account says who may read it without a name")
NO_LISTS = Inapplicable("Azure Storage has no access lists of this sort")
_NO_MFA = Inapplicable("Azure Storage has no second factor for deletion; an immutability policy forbids it")
_NO_PUBLIC = Inapplicable("it answers on no public network")
_NO_FIREWALL = Inapplicable("its firewall refuses nobody")
_SOME_ENDPOINT = Unknown("a private endpoint leads to something that cannot be told")
_ENDPOINT = "private_service_connection.private_connection_resource_id"


def account(document: Document) -> Iterator[Resource]:
    """A storage account; its blob containers are resources of their own."""
    mode, days = lock(document)
    ruled, kept = lifecycle(document)
    on_public = document.flag("public_network_access_enabled", True)
    keys = document.flag("shared_access_key_enabled", True)
    facts = ObjectStore(
        encryption=account_encryption(document),
        public=_serves_a_site(document, on_public),
        public_grants=CONTAINERS,
        public_policy=NO_LISTS,
        public_access_block=negated(nested_may_be_public(document)),
        block_public_acls=NO_LISTS,
        ignore_public_acls=NO_LISTS,
        block_public_policy=NO_LISTS,
        restrict_public_buckets=NO_LISTS,
        tls_only=tls_only(document),
        min_tls=_tls_version(document),
        versioning=document.flag("blob_properties.versioning_enabled", False),
        mfa_delete=_NO_MFA,
        log_destination=receives_logs(document),
        lock_mode=mode,
        lock_days=days,
        access_logging=blobs_logged(document),
        log_target=Inapplicable("diagnostic settings name where the log goes"),
        logs_to_itself=False,
        queues_logged=queues_logged(document),
        lifecycle=ruled,
        kept_days=kept,
        account_lists=NO_LISTS,
        account_keys=keys,
        local_users=_local_users(document),
        signed_links_expire=_links_expire(document, keys),
        public_network=on_public,
        default_deny=_default_deny(document, on_public),
        admits_everyone=_admits_everyone(document, on_public),
        private_endpoint=_private_endpoint(document),
    )
    names = (document.text("id"), document.text("name"), document.text("primary_blob_endpoint"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def account_encryption(document: Document) -> Encryption:
    """Encryption of an account, with the key of a side-car or of the block."""
    twice = document.flag("infrastructure_encryption_enabled", False)
    sidecar = document.sidecar(CUSTOMER_KEY)
    if sidecar is not None:
        return vault_encryption(sidecar, "key_vault_key_id", "managed_hsm_key_id", "key_name", twice=twice)
    block = "customer_managed_key"
    return vault_encryption(document, f"{block}.key_vault_key_id", f"{block}.managed_hsm_key_id", twice=twice)


def nested_may_be_public(document: Document) -> bool | Unknown:
    """Whether containers of the account may open themselves to everyone."""
    return first_flag(document, "allow_nested_items_to_be_public", "allow_blob_public_access", default=True)


def tls_only(document: Document) -> bool | Unknown:
    """Whether requests without TLS are refused."""
    return first_flag(document, "https_traffic_only_enabled", "enable_https_traffic_only", default=True)


def _serves_a_site(document: Document, on_public: Fact[bool]) -> Fact[bool]:
    """Whether the account serves a static website, which everyone may read whatever the containers say."""
    site = True if document.sidecar(STATIC_WEBSITE) else document.has("static_website")
    answer = all_true(site, on_public)
    return answer if answer is not False else CONTAINERS


def _tls_version(document: Document) -> Fact[float]:
    of_version_2 = document.get("allow_blob_public_access") is not None
    written = document.text("min_tls_version", "TLS1_0" if of_version_2 else "TLS1_2")
    if not isinstance(written, str):
        return written
    try:
        return float(written.upper().removeprefix("TLS").replace("_", "."))
    except ValueError:
        return Unknown(f"{written} is no TLS version")


def _local_users(document: Document) -> bool | Unknown:
    sftp = any_true(document.flag("sftp_enabled", False), document.flag("is_hns_enabled", False))
    return all_true(document.flag("local_user_enabled", True), sftp)


def _links_expire(document: Document, keys: Fact[bool]) -> bool | Unknown:
    """Whether signed links end. Without account keys there are none but those of an identity, which end in a week."""
    return any_true(negated(keys), document.has("sas_policy.expiration_period"))


def _default_deny(document: Document, on_public: Fact[bool]) -> bool | Unknown:
    holder, path = _firewall(document)
    only_rules = holder is not document and isinstance(document.values, Unknown)
    return any_true(False if only_rules else negated(on_public), _denies(holder, path))


def _admits_everyone(document: Document, on_public: Fact[bool]) -> Fact[bool]:
    if on_public is False and not isinstance(document.values, Unknown):
        return _NO_PUBLIC
    holder, path = _firewall(document)
    denies = _denies(holder, path)
    if denies is not True:
        return denies if isinstance(denies, Unknown) else _NO_FIREWALL
    return internet(holder.texts(f"{path}ip_rules"))


def _firewall(document: Document) -> tuple[Document, str]:
    """Where the account's firewall is written, and the path to its settings there."""
    rules = document.sidecar(NETWORK_RULES)
    return (document, "network_rules.") if rules is None else (rules, "")


def _denies(holder: Document, path: str) -> bool | Unknown:
    return is_one_of(holder, f"{path}default_action", "Allow", "deny")


def _private_endpoint(document: Document) -> bool | Unknown:
    if isinstance(document.values, Unknown):
        return document.values
    question = "azurerm_private_endpoint", _ENDPOINT
    return is_named_by(document, *question) or (_SOME_ENDPOINT if may_be_named(document, *question) else False)
