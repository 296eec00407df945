"""Kubernetes."""

from __future__ import annotations

from pcicheck.providers.kubernetes import identity, keys, network, storage, transport, workload

THEMES = (workload.THEME, network.THEME, identity.THEME, keys.THEME, storage.THEME, transport.THEME)
