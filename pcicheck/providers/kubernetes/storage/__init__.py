"""Disks of Kubernetes: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.names import types_of

THEME = Theme(
    adapters={
        **dict.fromkeys(types_of("StorageClass"), Row("kubernetes.storage.classes:storage_class", ("block_volume",))),
        **dict.fromkeys(types_of("PersistentVolume"), Row("kubernetes.storage.volumes:volume", ("cluster_volume",))),
    },
)
