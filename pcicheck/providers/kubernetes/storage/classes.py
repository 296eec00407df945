"""Storage classes: how the disks are made that workloads of a cluster ask for.

Parameters, documentation of the drivers: ``encrypted`` and ``kmsKeyId`` of ``ebs.csi.aws.com`` (where ``encrypted`` is
left out, the account's own default decides), ``disk-encryption-kms-key`` of ``pd.csi.storage.gke.io`` and
``diskEncryptionSetID`` of ``disk.csi.azure.com``; Google and Azure encrypt every disk. Classes of other drivers say
nothing that is known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.kinds.base import Encryption
from pcicheck.model.kinds.storage import BlockVolume
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_ACCOUNT = Unknown("the account's own default decides")
_NO_EXPORT = Inapplicable("a class has no address from which the content of its disks could be fetched")


class _Driver(Struct, frozen=True):
    key: str
    """Parameter that names the customer's key."""
    switch: str = ""
    """Parameter that switches encryption on; empty where every disk is encrypted."""
    keyless: str = "provider"
    """Whose key it is where none is named."""


_AWS = _Driver("kmsKeyId", "encrypted", "managed")
_GOOGLE = _Driver("disk-encryption-kms-key")
_AZURE = _Driver("diskEncryptionSetID")
_DRIVERS = {
    "ebs.csi.aws.com": _AWS,
    "ebs.csi.eks.amazonaws.com": _AWS,
    "kubernetes.io/aws-ebs": _AWS,
    "pd.csi.storage.gke.io": _GOOGLE,
    "kubernetes.io/gce-pd": _GOOGLE,
    "disk.csi.azure.com": _AZURE,
    "kubernetes.io/azure-disk": _AZURE,
}


def storage_class(document: Document) -> Iterator[Resource]:
    """A storage class, where its driver is known."""
    manifest = manifest_of(document)
    provisioner = manifest.text("provisioner", manifest.text("storageProvisioner"))
    if isinstance(provisioner, Unknown):
        encryption = Encryption(at_rest=provisioner, key_owner=provisioner, key=provisioner)
    elif provisioner in _DRIVERS:
        encryption = _encryption(manifest, _DRIVERS[str(provisioner)])
    else:
        return
    yield from made(manifest, BlockVolume(encryption=encryption, public_network=_NO_EXPORT))


def _encryption(manifest: Manifest, driver: _Driver) -> Encryption:
    parameters = manifest.get("parameters", {})
    if isinstance(parameters, Unknown):
        return Encryption(at_rest=parameters if driver.switch else True, key_owner=parameters, key=parameters)
    at_rest = manifest.flag(f"parameters.{driver.switch}", _ACCOUNT) if driver.switch else True
    if at_rest is False:
        return Encryption(at_rest=False, key_owner="none", key=None)
    key = manifest.text(f"parameters.{driver.key}")
    if key is None:
        unsure = at_rest if isinstance(at_rest, Unknown) else driver.keyless
        return Encryption(at_rest=at_rest, key_owner=unsure, key=at_rest if isinstance(at_rest, Unknown) else None)
    return Encryption(at_rest=at_rest, key_owner="customer", key=key if isinstance(key, Unknown) else Link(key, "key"))
