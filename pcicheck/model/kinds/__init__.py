"""The neutral kinds: what rules speak of. ``KINDS`` maps each name to its struct."""

from __future__ import annotations

from pcicheck.model.kinds import (
    assurance,
    common,
    containers,
    data,
    detection,
    identity,
    keys,
    logging,
    messaging,
    network,
    signin,
    storage,
    transport,
    workload,
)
from pcicheck.model.kinds.base import Encryption, Kind, To

_THEMES = (
    *(storage, messaging, data, network, workload, containers, keys, transport),
    *(identity, signin, logging, detection, assurance, common),
)

KINDS: dict[str, type[Kind]] = {
    value.kind_name: value
    for theme in _THEMES
    for value in vars(theme).values()
    if isinstance(value, type) and issubclass(value, Kind) and value is not Kind
}
"""Every kind by its name, in the order of the themes."""

__all__ = ["KINDS", "Encryption", "Kind", "To"]
