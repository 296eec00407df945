"""Filestore instances and volumes of NetApp Volumes.

Defaults (Terraform registry, ``google_filestore_instance``): ``protocol`` is NFS_V3, which has no authentication of
its own; NFS_V4_1 with ``directory_services`` can ask for Kerberos (Filestore documentation, "About supported file
system protocols"). An instance has an address in a VPC network only, and so has a volume.
Filestore speaks no TLS. ``google_netapp_volume``: ``protocols`` is required, ``kerberos_enabled`` is false,
``smb_settings`` may hold ENCRYPT_DATA; the storage pool names the key with ``kms_config``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import FileStore
from pcicheck.model.logic import all_true, any_true, negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.kms import kms_encryption
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.reading import is_one_of, is_set

_NO_TLS = Inapplicable("Filestore has no TLS; Kerberos with privacy encrypts NFS 4.1")
_POOL_KEY = Unknown("the storage pool names a KMS configuration, not a key")
_POOL_ELSEWHERE = Unknown("the storage pool is not in this input")
_KERBEROS = Unknown("the export options of NFS 4.1 decide whether Kerberos is asked for")


def filestore(document: Document) -> Iterator[Resource]:
    """A Filestore instance."""
    facts = FileStore(
        encryption=kms_encryption(document, "kms_key_name"),
        anonymous=_anonymous(document),
        tls_only=_NO_TLS,
        public_network=False,
    )
    names = (document.text("id"), document.text("name"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def netapp_volume(document: Document) -> Iterator[Resource]:
    """A volume of Google Cloud NetApp Volumes."""
    protocols = document.texts("protocols")
    nfs = protocols if isinstance(protocols, Unknown) else any_true(*(_is_nfs(name) for name in protocols))
    facts = FileStore(
        encryption=_pool_encryption(document),
        anonymous=all_true(nfs, negated(document.flag("kerberos_enabled", False))),
        tls_only=_netapp_tls(document, nfs),
        public_network=False,
    )
    names = (document.text("id"), document.text("name"))
    yield resource(document, facts, labels=labels_of(document), names=names)


def _anonymous(document: Document) -> bool | Unknown:
    modern = is_one_of(document, "protocol", "NFS_V3", "nfs_v4_1")
    if modern is not True:
        return modern if isinstance(modern, Unknown) else True
    directory = document.has("directory_services")
    return directory if isinstance(directory, Unknown) else _KERBEROS if directory else True


def _is_nfs(protocol: str | Unknown) -> bool | Unknown:
    return protocol if isinstance(protocol, Unknown) else protocol.upper().startswith("NFS")


def _pool_encryption(document: Document) -> Encryption:
    pool = document.follow("storage_pool", "google_netapp_storage_pool")
    if pool is None:
        return Encryption(at_rest=True, key_owner=_POOL_ELSEWHERE, key=_POOL_ELSEWHERE)
    named = is_set(pool, "kms_config")
    owner = named if isinstance(named, Unknown) else "customer" if named else "provider"
    return Encryption(at_rest=True, key_owner=owner, key=None if owner == "provider" else _POOL_KEY)


def _netapp_tls(document: Document, nfs: bool | Unknown) -> bool | Unknown:
    """Whether the file protocol encrypts: SMB 3 with encryption, or NFS with Kerberos privacy only."""
    if isinstance(nfs, Unknown):
        return nfs
    if not nfs:
        settings = document.texts("smb_settings")
        return settings if isinstance(settings, Unknown) else "ENCRYPT_DATA" in settings
    rules = document.blocks("export_policy.rules")
    if isinstance(rules, Unknown):
        return rules
    private = (any_true(*(rule.flag(f"kerberos5p_read_{end}", False) for end in ("only", "write"))) for rule in rules)
    return all_true(document.flag("kerberos_enabled", False), bool(rules), *private)
