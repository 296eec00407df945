"""The same things twice: as ``azurerm`` writes them, and as ``azapi`` does."""

from __future__ import annotations

from tests.sources.arm.pairs.alerts import ALERTS
from tests.sources.arm.pairs.classic import CLASSIC
from tests.sources.arm.pairs.compute import COMPUTE
from tests.sources.arm.pairs.data import DATA
from tests.sources.arm.pairs.doors import DOORS
from tests.sources.arm.pairs.edge import EDGE
from tests.sources.arm.pairs.keys import KEYS
from tests.sources.arm.pairs.labels import LABELS
from tests.sources.arm.pairs.network import NETWORK
from tests.sources.arm.pairs.others import OTHERS
from tests.sources.arm.pairs.oversight import OVERSIGHT
from tests.sources.arm.pairs.seldom import SELDOM
from tests.sources.arm.pairs.services import SERVICES
from tests.sources.arm.pairs.storage import STORAGE
from tests.sources.arm.pairs.stores import STORES
from tests.sources.arm.pairs.web import WEB
from tests.sources.arm.pairs.workloads import WORKLOADS

PAIRS = [
    *STORAGE,
    *KEYS,
    *DATA,
    *NETWORK,
    *COMPUTE,
    *WEB,
    *SERVICES,
    *OVERSIGHT,
    *OTHERS,
    *ALERTS,
    *EDGE,
    *DOORS,
    *WORKLOADS,
    *STORES,
    *LABELS,
    *CLASSIC,
    *SELDOM,
]
TOLD_APART: dict[tuple[str, str], str] = {}
"""Name of a pair and rule that the two forms answer differently, and why."""
