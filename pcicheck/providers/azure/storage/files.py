"""Azure file shares, File Sync and NetApp Files.

Defaults (Terraform registry): ``azurerm_storage_share.enabled_protocol`` is SMB, whose clients authenticate and, while
the account asks for secure transfer, must encrypt; NFS shares trust the network ("NFS file shares in Azure Files").
``azurerm_storage_sync.incoming_traffic_policy`` is AllowAllTraffic. ``azurerm_netapp_volume``: ``protocols`` is
NFSv3, ``kerberos_enabled`` and ``smb3_protocol_encryption_enabled`` are false, ``encryption_key_source`` is
Microsoft.NetApp; a volume has an address in a virtual network only.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import FileStore
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import sends_logs
from pcicheck.providers.azure.storage.account import account_encryption, tls_only
from pcicheck.providers.azure.storage.account_logs import files_logged
from pcicheck.providers.azure.tags import tags_of
from pcicheck.providers.base import resource
from pcicheck.providers.reading import is_one_of, starts_with

_ACCOUNT = "azurerm_storage_account"
_ELSEWHERE = Unknown("the storage account is not in this input")
_BY_ACCOUNT = Inapplicable("the storage account decides it for all its shares")
_IN_SHARES = Inapplicable("the shares that are synchronised decide it")
_NFS_TLS = Unknown("whether NFS needs TLS is a setting of the account that Terraform does not show")
_VAULT_KEY = Unknown("the NetApp account names the key")


def share(document: Document) -> Iterator[Resource]:
    """A file share of a storage account."""
    owner = document.follow("storage_account_id", _ACCOUNT) or document.follow("storage_account_name", _ACCOUNT)
    nfs = is_one_of(document, "enabled_protocol", "SMB", "nfs")
    facts = FileStore(
        encryption=account_encryption(owner) if owner else Encryption(at_rest=True, key_owner=_ELSEWHERE),
        anonymous=nfs,
        tls_only=_share_tls(tls_only(owner) if owner else _ELSEWHERE, nfs),
        public_network=_BY_ACCOUNT,
        access_logging=files_logged(owner) if owner else _ELSEWHERE,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("resource_manager_id")))


def sync(document: Document) -> Iterator[Resource]:
    """A File Sync service, which copies shares to servers over HTTPS."""
    facts = FileStore(
        encryption=Encryption(at_rest=_IN_SHARES, key_owner=_IN_SHARES, key=_IN_SHARES, twice=_IN_SHARES),
        anonymous=_IN_SHARES,
        tls_only=_IN_SHARES,
        public_network=is_one_of(document, "incoming_traffic_policy", "AllowAllTraffic", "allowalltraffic"),
        access_logging=_IN_SHARES,
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def netapp_volume(document: Document) -> Iterator[Resource]:
    """A volume of Azure NetApp Files."""
    protocols = document.texts("protocols", ("NFSv3",))
    nfs: bool | Unknown = (
        protocols
        if isinstance(protocols, Unknown)
        else any_true(*(starts_with(name, "nfs") for name in protocols or ("NFSv3",)))
    )
    facts = FileStore(
        encryption=_netapp_encryption(document),
        anonymous=all_true(nfs, negated(document.flag("kerberos_enabled", False))),
        tls_only=_netapp_tls(document, nfs),
        public_network=False,
        access_logging=sends_logs(document, "anffileaccess"),
    )
    yield resource(document, facts, labels=tags_of(document), names=(document.text("id"), document.text("name")))


def _share_tls(secure_transfer: bool | Unknown, nfs: bool | Unknown) -> bool | Unknown:
    if secure_transfer is not True or nfs is False:
        return secure_transfer
    return _NFS_TLS if nfs is True else nfs


def _netapp_encryption(document: Document) -> Encryption:
    source = is_one_of(document, "encryption_key_source", "Microsoft.NetApp", "microsoft.keyvault")
    if isinstance(source, Unknown):
        return Encryption(at_rest=True, key_owner=source, key=source)
    return Encryption(at_rest=True, key_owner="customer" if source else "provider", key=_VAULT_KEY if source else None)


def _netapp_tls(document: Document, nfs: bool | Unknown) -> Fact[bool]:
    """Whether the file protocol encrypts: SMB 3 with encryption, or NFS with Kerberos privacy only."""
    if isinstance(nfs, Unknown):
        return nfs
    if not nfs:
        return document.flag("smb3_protocol_encryption_enabled", False)
    rules = document.blocks("export_policy_rule")
    if isinstance(rules, Unknown):
        return rules
    ends = ("only", "write")
    private = (any_true(*(rule.flag(f"kerberos_5p_read_{end}_enabled", False) for end in ends)) for rule in rules)
    return all_true(document.flag("kerberos_enabled", False), bool(rules), *private)
