"""The same things twice: as Terraform plans them, and as Cloud Asset Inventory shows them."""

from __future__ import annotations

from tests.sources.gcp.pairs import (
    alert,
    compute,
    contrary,
    data,
    elsewhere,
    grant,
    key,
    machine,
    network,
    otherwise,
    oversight,
    service,
    single,
    together,
)
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
    *alert.ALERTS,
    *grant.GRANTS,
    *grant.AUDITS,
    *grant.RULES,
    *grant.EXCLUSIONS,
    *grant.CREDENTIALS,
    *single.DATABASES,
    *single.STORES,
    *single.NETWORK,
    *single.WORKLOADS,
    *single.SECRETS,
    *together.PROXIES,
    *together.COPIES,
    *together.AUTHORITIES,
    *together.ENVIRONMENTS,
    *together.PATHS,
    *contrary.WORKLOADS,
    *otherwise.DATA,
    *elsewhere.NETWORK,
    *elsewhere.OVERSIGHT,
]
TOLD_APART: dict[tuple[str, str], str] = {}
"""Terraform address and rule that the two forms answer differently, and why."""
