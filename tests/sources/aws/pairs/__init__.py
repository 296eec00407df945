"""The same things as Terraform plans and as answers of AWS, by theme."""

from __future__ import annotations

from tests.sources.aws.pairs import (
    alerts,
    audit,
    contrary,
    data,
    databases,
    declared,
    delivery,
    detection,
    edge,
    identity,
    keys,
    logging,
    messaging,
    network,
    opposites,
    people,
    processing,
    rest,
    storage,
    stores,
    workload,
)

_MODULES = (
    alerts,
    audit,
    data,
    databases,
    declared,
    delivery,
    detection,
    edge,
    identity,
    keys,
    logging,
    messaging,
    network,
    opposites,
    people,
    processing,
    rest,
    contrary,
    storage,
    stores,
    workload,
)
THEMES = {module.__name__.rpartition(".")[2]: module.PAIRS for module in _MODULES}
