"""The neutral kinds: what rules speak of. ``KINDS`` maps each name to its struct."""

from __future__ import annotations

from pcicheck.model.kinds import (
    assurance,
    cluster,
    common,
    containers,
    data,
    detection,
    edge,
    flows,
    identity,
    keys,
    logging,
    mesh,
    messaging,
    network,
    pipelines,
    secrets,
    signin,
    storage,
    telemetry,
    text,
    transport,
    workload,
)
from pcicheck.model.kinds.base import Encryption, Kind, To

_THEMES = (
    *(storage, messaging, data, network, workload, containers, cluster, keys, secrets, transport, mesh, flows, edge),
    *(identity, signin, logging, detection, telemetry, assurance, pipelines, common, text),
)

KINDS: dict[str, type[Kind]] = {
    value.kind_name: value
    for theme in _THEMES
    for value in vars(theme).values()
    if isinstance(value, type) and issubclass(value, Kind) and value is not Kind
}
"""Every kind by its name, in the order of the themes."""

__all__ = ["KINDS", "Encryption", "Kind", "To"]
