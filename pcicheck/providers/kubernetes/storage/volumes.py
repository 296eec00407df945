"""Volumes that a cluster has ready for workloads.

Kubernetes API reference, ``PersistentVolumeSpec`` v1: ``hostPath`` is a folder of whichever machine a pod runs on,
``local`` a disk or folder that is kept for volumes on one machine, every other source lies elsewhere. Terraform,
registry hashicorp/kubernetes: the source stands in ``persistent_volume_source``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ClusterVolume
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.kubernetes.manifest import Manifest, made
from pcicheck.providers.kubernetes.terraform import manifest_of

_SOURCES = ("spec", "spec.persistentVolumeSource")
_NO_PATH = Unknown("no path is written")


def volume(document: Document) -> Iterator[Resource]:
    """A volume."""
    manifest = manifest_of(document)
    yield from made(manifest, ClusterVolume(host_path=_host_path(manifest), shared_folder=_is_folder(manifest)))


def _is_folder(manifest: Manifest) -> bool | Unknown:
    return any_true(*(manifest.has(f"{above}.hostPath") for above in _SOURCES))


def _host_path(manifest: Manifest) -> Fact[str]:
    for above in _SOURCES:
        for name in ("hostPath", "local"):
            written = manifest.get(f"{above}.{name}")
            if isinstance(written, Unknown):
                return written
            if written is not None:
                return manifest.text(f"{above}.{name}.path", _NO_PATH) or _NO_PATH
    return None
