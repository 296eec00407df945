"""Kubernetes."""

from __future__ import annotations

from pcicheck.providers.kubernetes import (
    control,
    identity,
    keys,
    mesh,
    messaging,
    monitoring,
    network,
    storage,
    transport,
    workload,
)

THEMES = (
    control.THEME,
    workload.THEME,
    network.THEME,
    identity.THEME,
    keys.THEME,
    storage.THEME,
    transport.THEME,
    mesh.THEME,
    messaging.THEME,
    monitoring.THEME,
)
