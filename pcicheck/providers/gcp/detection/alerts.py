"""Log-based metrics and alert policies.

``disabled`` of a metric defaults to false, ``enabled`` of a policy and of a channel to true; without channels a policy
opens an incident and tells nobody (Terraform registry, ``google_logging_metric``, ``google_monitoring_alert_policy``,
``google_monitoring_notification_channel``). A condition names its metric in a filter, such as
``metric.type="logging.googleapis.com/user/NAME"``, or in a query, in PromQL as ``logging_googleapis_com:user_NAME``;
``condition_matched_log`` fires on log entries themselves. Conditions of a policy are each an alert of their own where
one of them is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Alert, LogMetric
from pcicheck.model.link import Link
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.labels import labels_of
from pcicheck.providers.gcp.logging.samples import watched

_CHANNEL = "google_monitoring_notification_channel"
_METRIC = re.compile(r"logging\.googleapis\.com/user/([^\s\"'\\)|]+)")
_PROM = re.compile(r"logging_googleapis_com:user_([A-Za-z0-9_:]+)")
_QUERIES = ("condition_monitoring_query_language.query", "condition_prometheus_query_language.query")


def metric(document: Document) -> Iterator[Resource]:
    """A metric that counts the log entries which its filter lets through."""
    off = document.flag("disabled", False)
    query = document.text("filter")
    if off is True or query is None:
        watches: Fact[tuple[Any, ...]] = ()
    else:
        watches = query if isinstance(query, Unknown) else watched(query)
    facts = LogMetric(watches=watches, source=document.link("bucket_name", "log_store"))
    name = document.text("name")
    names = (document.text("id"), name, _prom(name) if isinstance(name, str) else None)
    yield resource(document, facts, names=names)


def alert_policy(document: Document) -> Iterator[Resource]:
    """An alert policy, once for each condition that can fire it alone."""
    enabled = document.flag("enabled", True)
    receivers = _receivers(document)
    labels = labels_of(document)
    for part, watches, counted in _conditions(document):
        facts = Alert(actions_enabled=enabled, receivers=receivers, watches=watches, metric=counted)
        names = () if part else (document.text("id"), document.text("name"))
        yield resource(document, facts, part=part, labels=labels, names=names)


Firing = tuple[str, Fact[tuple[Any, ...]], Fact[Link]]
"""A part of the address, what fires it by itself, and the count of log entries that it watches."""


def _conditions(document: Document) -> Iterator[Firing]:
    blocks = document.blocks("conditions")
    if isinstance(blocks, Unknown) or not blocks:
        open_answer = blocks if isinstance(blocks, Unknown) else None
        yield "", open_answer or (), open_answer
        return
    combiner = document.text("combiner", "OR")
    if len(blocks) > 1 and combiner != "OR":
        why = combiner if isinstance(combiner, Unknown) else None
        yield "", why or (), why  # several things have to happen at once
        return
    for index, block in enumerate(blocks):
        only = len(blocks) == 1
        yield ("" if only else str(index), *_condition(block, _followed(document) if only else None))


def _condition(block: Block, followed: Link | None) -> tuple[Fact[tuple[Any, ...]], Fact[Link]]:
    matched = block.text("condition_matched_log.filter")
    if matched is not None:
        return (matched if isinstance(matched, Unknown) else watched(matched)), None
    text = block.text("condition_threshold.filter")
    if text is not None and _for_few(block):
        return (), None
    for path in () if text is not None else _QUERIES:
        text = text or block.text(path)
    if isinstance(text, Unknown):
        return (), followed or text
    found = _METRIC.search(text or "")
    if found:
        return (), Link(found[1], "log_metric")
    found = _PROM.search(text or "")
    return (), Link(_prom(found[1]), "log_metric") if found else None


def _for_few(block: Block) -> bool:
    """Whether the condition fires when there are few of something rather than when there is one."""
    return block.text("condition_threshold.comparison") in ("COMPARISON_LT", "COMPARISON_LE")


def _followed(document: Document) -> Link | None:
    """The metric that the only condition refers to."""
    paths = ("conditions.condition_threshold.filter", *(f"conditions.{query}" for query in _QUERIES))
    found = [target for path in paths for target in document.follow_all(path, "google_logging_metric")]
    return Link(found[0].address, "log_metric") if len({target.address for target in found}) == 1 else None


def _prom(name: str) -> str:
    """A metric's name as PromQL writes it."""
    return "prom:" + re.sub(r"[^A-Za-z0-9_]", "_", name.replace(":", "_"))


def _receivers(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    """Channels that are told, those left out that are switched off."""
    channels = document.texts("notification_channels")
    if isinstance(channels, Unknown):
        return channels
    followed = {target.address: target for target in document.follow_all("notification_channels", _CHANNEL)}
    if not followed:
        return channels
    off = [address for address, target in followed.items() if target.flag("enabled", True) is False]
    return channels[: len(channels) - len(off)] if off else channels
