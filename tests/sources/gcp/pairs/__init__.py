"""The same things twice: as Terraform plans them, and as Cloud Asset Inventory shows them."""

from __future__ import annotations

from tests.sources.gcp.pairs import compute, data, key, machine, network, oversight, service
from tests.sources.gcp.pairs.first import FIRST

PAIRS = [
    *FIRST,
    *compute.DISKS,
    *compute.MACHINES,
    *compute.NETWORK,
    *compute.BALANCERS,
    *data.DATA,
    *data.KEYS,
    *data.OVERSIGHT,
    *key.LEARNING,
    *key.KEYS,
    *machine.MACHINES,
    *network.NETWORK,
    *oversight.IDENTITIES,
    *oversight.LOGS,
    *oversight.FINDINGS,
    *service.DATA,
    *service.WORKLOADS,
]
TOLD_APART: dict[tuple[str, str], str] = {}
"""Terraform address and rule that the two forms answer differently, and why."""
