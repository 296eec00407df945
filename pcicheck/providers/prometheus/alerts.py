"""Alerts of rule files and of objects of the Prometheus operator and VictoriaMetrics.

Prometheus documentation, "Alerting rules" and "Recording rules" (<rule>): ``alert``, ``expr``, ``for``,
``keep_firing_for`` (2.42), ``labels``, ``annotations``; the parser is strict, so that one unknown key keeps the whole
file from loading. vmalert adds ``debug`` and ``update_entries_limit``. Prometheus 2.0 replaced the text form of 1.x.
An alert of a rule file has no switch of its own; what happens to it is decided by Alertmanager.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.detection import Alert
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.kubernetes.beside import beside
from pcicheck.providers.prometheus.promql import Matcher, Piece, balanced, pieces
from pcicheck.providers.prometheus.subjects import watched
from pcicheck.providers.prometheus.told import SERVER, told

PROVIDER = "prometheus"
RULES = ("k8s:monitoring.coreos.com/PrometheusRule", "k8s:operator.victoriametrics.com/VMRule")
_RECORD = "prometheus:record"
_MONITORS = tuple(
    f"k8s:{group}"
    for group in (
        "monitoring.coreos.com/ServiceMonitor",
        "monitoring.coreos.com/PodMonitor",
        "operator.victoriametrics.com/VMServiceScrape",
    )
)
_KEYS = frozenset(("alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations", "group"))
_OTHERS = frozenset(("debug", "update_entries_limit"))
_DURATION = re.compile(r"^(?:0|(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$")
_OLD = Inapplicable("no supported server loads it")


def alert(document: Document) -> Iterator[Resource]:
    """An alert of a rule file."""
    yield resource(document, _facts(document, document))


def text_alert(document: Document) -> Iterator[Resource]:
    """An alert in the language of Prometheus 1.x. It counts for nothing."""
    facts = Alert(actions_enabled=_OLD, receivers=_OLD, watches=_OLD, metric=_OLD, loadable=False)
    yield resource(document, facts)


def rule_object(document: Document) -> Iterator[Resource]:
    """The alerts of a ``PrometheusRule`` or ``VMRule``, which are alerts of Prometheus wherever they are written."""
    seen: Counter[str] = Counter()
    for rule in _rules_of(document):
        if rule.has("record") is True and rule.has("alert") is False:
            continue
        name = rule.text("alert")
        part = f"alert/{name if isinstance(name, str) else '?'}"
        seen[part] += 1
        made = resource(document, _facts(document, rule), part=part if seen[part] == 1 else f"{part}~{seen[part]}")
        yield replace(made, provider=PROVIDER)


def _rules_of(document: Document) -> Iterator[Block]:
    groups = document.blocks("spec.groups")
    for group in () if isinstance(groups, Unknown) else groups:
        rules = group.blocks("rules")
        yield from () if isinstance(rules, Unknown) else rules


def _facts(document: Document, rule: Block) -> Alert:
    name = rule.text("alert")
    loadable = _loadable(rule)
    if loadable is False:
        why = Inapplicable("no server loads it")
        return Alert(actions_enabled=why, receivers=why, watches=why, metric=why, loadable=False)
    return Alert(
        actions_enabled=True,
        receivers=told(document, rule, name) if isinstance(name, str) else Unknown("its name is not known"),
        watches=_watches(document, rule),
        metric=None,
        loadable=loadable,
    )


def _watches(document: Document, rule: Block) -> Any:
    text = rule.text("expr")
    if not isinstance(text, str):
        return text if isinstance(text, Unknown) else ()
    found: dict[str, None] = {}
    for piece in pieces(text, beside(document, _recorded)):
        for one in _per_target(piece, beside(document, _jobs)):
            found |= dict.fromkeys(watched(one))
    return tuple(found)


def _per_target(piece: Piece, jobs: tuple[str, ...]) -> list[Piece]:
    """The piece for each target that the scan names, where it asks whether any target is gone."""
    if set(piece.measures) != {"up"} or any(matcher.operator in ("=", "=~") for matcher in piece.matchers):
        return [piece]
    kept = [job for job in jobs if not any(_excludes(matcher, job) for matcher in piece.matchers)]
    return [replace(piece, matchers=(*piece.matchers, Matcher("job", "=", job))) for job in kept] or [piece]


def _excludes(matcher: Matcher, job: str) -> bool:
    if matcher.operator == "!=":
        return matcher.value == job
    try:
        return re.fullmatch(matcher.value, job) is not None
    except re.error:
        return True


def _recorded(document: Document) -> dict[str, str]:
    """Names of recording rules of the whole input and their expressions."""
    found: dict[str, str] = {}
    rules: list[Block] = list(document.surroundings.of_type(_RECORD))
    rules += [rule for native in RULES for one in document.surroundings.of_type(native) for rule in _rules_of(one)]
    for rule in rules:
        name, text = rule.text("record"), rule.text("expr")
        if isinstance(name, str) and isinstance(text, str):
            found[name] = f"({found[name]}) or ({text})" if name in found else text
    return found


def _jobs(document: Document) -> tuple[str, ...]:
    """Names of what the servers of the input fetch measures from."""
    found: list[str] = []
    for server in document.surroundings.of_type(SERVER):
        listed = server.blocks("scrape_configs")
        found += [str(one.text("job_name")) for one in (() if isinstance(listed, Unknown) else listed)]
    for native in _MONITORS:
        found += [str(one.text("metadata.name")) for one in document.surroundings.of_type(native)]
    return tuple(dict.fromkeys(found))


def _loadable(rule: Block) -> bool | Unknown:
    """Whether the parser of a supported release takes the rule."""
    values = rule.values
    if isinstance(values, Unknown):
        return values
    if values.keys() - _KEYS - _OTHERS or (values.get("record") and values.get("alert")):
        return False
    name, text = rule.text("alert"), rule.text("expr")
    unsure = next((one for one in (name, text) if isinstance(one, Unknown)), None)
    if unsure is None and (not name or not text or not balanced(str(text))):
        return False
    for path in ("for", "keep_firing_for"):
        value = rule.text(path)
        if isinstance(value, Unknown):
            unsure = unsure or value
        elif value is not None and not _DURATION.match(value):
            return False
    for path in ("labels", "annotations"):
        value = rule.get(path)
        if isinstance(value, Unknown):
            unsure = unsure or value
        elif value is not None and not _texts_only(value):
            return False
    return unsure or True


def _texts_only(value: Any) -> bool:
    return isinstance(value, dict) and not any(isinstance(one, (dict, list)) for one in value.values())
