"""Google Cloud: one folder a theme."""

from __future__ import annotations

from pcicheck.providers.gcp import (
    assurance,
    data,
    detection,
    identity,
    keys,
    logging,
    messaging,
    network,
    storage,
    transport,
    workload,
)

THEMES = (
    storage.THEME,
    messaging.THEME,
    data.THEME,
    network.THEME,
    workload.THEME,
    keys.THEME,
    transport.THEME,
    identity.THEME,
    logging.THEME,
    detection.THEME,
    assurance.THEME,
)
