"""AWS Config recorders with their status, and aggregators.

A recorder does not run until its status says so; ``recording_group.all_supported`` defaults to true,
``include_global_resource_types`` to false, and a recording strategy other than ALL_SUPPORTED_RESOURCE_TYPES leaves
types out (Terraform registry, ``aws_config_configuration_recorder`` and ``…_status``). A recorder cannot be started
without a delivery channel, so the channel is not asked for again. The status is folded into its recorder and judged at
its own address too, because that is where a recorder is switched on.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.detection import Aggregator, Recorder
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_ELSEWHERE = Unknown("the recorder itself is not in this input")


def recorder(document: Document) -> Iterator[Resource]:
    """A recorder, running if its status says so."""
    status = document.sidecar("aws_config_configuration_recorder_status")
    running: Fact[bool] = status.flag("is_enabled", False) if status else False
    yield resource(document, _facts(document, running), names=(document.text("id"), document.text("name")))


def recorder_status(document: Document) -> Iterator[Resource]:
    """The status of a recorder, with what that recorder records."""
    owner = document.follow("name", "aws_config_configuration_recorder")
    running = document.flag("is_enabled", False)
    if owner is None:
        yield resource(document, Recorder(running=running, all_types=_ELSEWHERE, global_types=_ELSEWHERE))
    else:
        yield resource(document, _facts(owner, running))


def config_aggregator(document: Document) -> Iterator[Resource]:
    """An aggregator of AWS Config."""
    organization = document.has("organization_aggregation_source")
    everywhere = [
        document.flag(f"{source}.all_regions", False)
        for source in ("account_aggregation_source", "organization_aggregation_source")
    ]
    facts = Aggregator(collects="configuration", all_regions=any_true(*everywhere), organization=organization)
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"),))


def finding_aggregator(document: Document) -> Iterator[Resource]:
    """An aggregator of Security Hub findings."""
    mode = document.text("linking_mode")
    facts = Aggregator(
        collects="findings",
        all_regions=mode if isinstance(mode, Unknown) else mode == "ALL_REGIONS",
        organization=Unknown("whose findings it sees depends on the account"),
    )
    yield resource(document, facts, names=(document.text("arn"),))


def _facts(document: Document, running: Fact[bool]) -> Recorder:
    strategy = document.text("recording_group.recording_strategy.use_only", "ALL_SUPPORTED_RESOURCE_TYPES")
    everything = strategy if isinstance(strategy, Unknown) else strategy == "ALL_SUPPORTED_RESOURCE_TYPES"
    return Recorder(
        running=running,
        all_types=all_true(document.flag("recording_group.all_supported", True), everything),
        global_types=document.flag("recording_group.include_global_resource_types", False),
    )
