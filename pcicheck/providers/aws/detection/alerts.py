"""CloudWatch alarms and metric filters, and EventBridge rules that watch for security events.

``actions_enabled`` defaults to true (Terraform registry, ``aws_cloudwatch_metric_alarm``); an EventBridge rule is on
unless ``state`` or, before provider 5, ``is_enabled`` says otherwise (``aws_cloudwatch_event_rule``). Alarms find
their filter by reference or by namespace and name of the metric. EventBridge rules that watch for nothing named in
``WATCHES``, schedules above all, are no alerts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Alert, LogMetric
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.aws.detection.filters import read_filter
from pcicheck.providers.aws.detection.patterns import read_event_pattern
from pcicheck.providers.aws.detection.watched import watched, watched_details
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_FILTER = "aws_cloudwatch_log_metric_filter"


def metric_filter(document: Document) -> Iterator[Resource]:
    """A filter that counts log events as a metric."""
    pattern = document.text("pattern", "")
    facts = LogMetric(
        watches=pattern if isinstance(pattern, Unknown) else _filter_watches(str(pattern)),
        source=document.link("log_group_name", "log_store", "aws_cloudwatch_log_group"),
    )
    space, name = (document.text(f"metric_transformation.{part}") for part in ("namespace", "name"))
    metric = f"{space}/{name}" if isinstance(space, str) and isinstance(name, str) else None
    yield resource(document, facts, names=(metric,))


def alarm(document: Document) -> Iterator[Resource]:
    """An alarm on a metric, or on other alarms."""
    facts = Alert(
        actions_enabled=document.flag("actions_enabled", True),
        receivers=document.texts("alarm_actions"),
        watches=(),
        metric=_metric(document),
    )
    names = (document.text("arn"), document.text("id"), document.text("alarm_name"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def event_rule(document: Document) -> Iterator[Resource]:
    """An EventBridge rule with its targets, if it watches for security events."""
    pattern = document.text("event_pattern")
    watches = _pattern_watches(pattern) if isinstance(pattern, str) else ()
    if not watches or isinstance(watches, Unknown):
        return
    state = document.text("state", "ENABLED")
    works = state if isinstance(state, Unknown) else str(state).startswith("ENABLED")
    facts = Alert(
        actions_enabled=all_true(works, document.flag("is_enabled", True)),
        receivers=_targets(document),
        watches=watches,
        metric=None,
    )
    names = (document.text("arn"), document.text("id"))
    yield resource(document, facts, labels=tags_of(document), names=names)


def _metric(document: Document) -> Fact[Link]:
    """The metric that an alarm watches; metrics of AWS services are not counted from logs."""
    name, space = document.text("metric_name"), document.text("namespace")
    if name is None:
        return _queried(document)
    unknown = next((part for part in (name, space) if isinstance(part, Unknown)), None)
    if unknown is None:
        return _named(space, name)
    followed = document.follow("metric_name", _FILTER)
    return unknown if followed is None else Link(followed.address, "log_metric")


def _queried(document: Document) -> Fact[Link]:
    """The one metric of a ``metric_query``; calculations over several are not followed."""
    queries = document.blocks("metric_query")
    if isinstance(queries, Unknown):
        return queries
    metrics = [found for query in queries if isinstance(found := query.block("metric"), Block)]
    if len(metrics) != 1 or len(queries) != 1:
        return None
    name, space = metrics[0].text("metric_name"), metrics[0].text("namespace")
    return next((part for part in (space, name) if isinstance(part, Unknown)), None) or _named(space, name)


def _named(space: Any, name: Any) -> Link | None:
    return None if space is None or str(space).startswith("AWS/") else Link(f"{space}/{name}", "log_metric")


def _targets(document: Document) -> Fact[tuple[str | Unknown, ...]]:
    """Who is told: targets are side-cars, or blocks of the rule where a live account was asked."""
    inside = document.blocks("target")
    if isinstance(inside, Unknown) or inside:
        return inside if isinstance(inside, Unknown) else tuple(_receiver(target) for target in inside)
    targets = list(document.all_sidecars("aws_cloudwatch_event_target"))
    sure = [target for target in targets if not isinstance(target.values, Unknown)]
    if targets and not sure:
        return Unknown("whether its targets belong to it is not known")
    return tuple(map(_receiver, sure))


def _receiver(target: Block) -> str | Unknown:
    arn = target.get("arn")
    return arn if isinstance(arn, Unknown) else str(arn)


@lru_cache(maxsize=4096)
def _filter_watches(pattern: str) -> tuple[Any, ...] | Unknown:
    fires = read_filter(pattern)
    return fires if isinstance(fires, Unknown) else watched_details(fires)


@lru_cache(maxsize=4096)
def _pattern_watches(pattern: str) -> tuple[Any, ...] | Unknown:
    fires = read_event_pattern(pattern)
    try:
        return fires if isinstance(fires, Unknown) else watched(fires)
    except RecursionError:
        return Unknown("the event pattern is nested too deeply")
