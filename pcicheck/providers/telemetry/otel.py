"""The OpenTelemetry Collector: what its pipelines let out, and its connections.

OpenTelemetry documentation, "Collector configuration": a processor, receiver or exporter that no pipeline of
``service.pipelines`` lists does nothing; processors run in the order of that list; a connector is an exporter of one
pipeline and a receiver of another. The debug exporter prints counts unless ``verbosity`` is ``normal`` or ``detailed``;
the logging exporter that it replaced in v0.111 printed everything with ``loglevel: debug``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.parts import at
from pcicheck.providers.telemetry.facts import NOTHING_LEAVES, passing, settings
from pcicheck.providers.telemetry.otel_connections import (
    exporter_connection,
    receiver_endpoints,
    receiver_names,
    steering_endpoint,
)
from pcicheck.providers.telemetry.otel_masking import cards_pass

_SIGNALS = ("logs", "traces", "metrics")
_PRINTERS = ("debug", "logging")
_MAX_DEPTH = 8


def config(document: Document) -> Iterator[Resource]:
    """A configuration file."""
    yield from _read(document, document)


def collector_object(document: Document) -> Iterator[Resource]:
    """An ``OpenTelemetryCollector`` of the operator whose configuration is a mapping (``v1beta1``); the text of
    ``v1alpha1`` is read as a file."""
    spec = document.get("spec.config")
    if isinstance(spec, dict):
        yield from _read(document, Block(spec))


def _read(document: Document, values: Block) -> Iterator[Resource]:
    pipelines = values.get("service.pipelines")
    known = pipelines if isinstance(pipelines, dict) else {}
    if isinstance(pipelines, Unknown):
        yield at(document, passing(pipelines, pipelines, prints=pipelines), "pipelines")
    for name, pipeline in known.items():
        yield from _leaving(document, values, str(name), Block(pipeline if isinstance(pipeline, dict) else {}))
    for name in _listed(known, "exporters"):
        facts = exporter_connection(name.partition("/")[0], _part(values, "exporters", name))
        if facts is not None and not _is_connector(values, name):
            yield at(document, facts, f"exporter/{name}", document.lines.get(name))
    for name in _listed(known, "receivers"):
        if not _is_connector(values, name):
            for part, endpoint in receiver_endpoints(name.partition("/")[0], _part(values, "receivers", name)):
                found = at(document, endpoint, f"receiver/{name}{part}", document.lines.get(name))
                found.names += receiver_names(document, _part(values, "receivers", name), part)
                yield found
    for section, names in (
        ("extensions", _texts(values, "service.extensions")),
        ("processors", _listed(known, "processors")),
    ):
        for name in names:
            looked_into = steering_endpoint(name.partition("/")[0], _part(values, section, name))
            if looked_into is not None:
                yield at(document, looked_into, f"{section[:-1]}/{name}", document.lines.get(name))
    yield settings(document, values.values)


def _leaving(document: Document, values: Block, name: str, pipeline: Block) -> Iterator[Resource]:
    """What leaves a pipeline at each of its exporters."""
    signal = name.partition("/")[0]
    shown: Any = signal if signal in _SIGNALS else Unknown(f"what {signal} hold is not known here")
    answers: list[Any] = [cards_pass(signal, way) for way in _ways(values, name, pipeline, 0)]
    worst = _worst(answers)
    for exporter in _texts(pipeline, "exporters"):
        kind = exporter.partition("/")[0]
        if kind == "nop" or _is_connector(values, exporter):
            continue
        prints = _prints(kind, _part(values, "exporters", exporter))
        cards = NOTHING_LEAVES if kind in _PRINTERS and prints == "counts" else worst
        facts = passing(shown, cards, prints=prints if isinstance(prints, Unknown) else prints == "everything")
        yield at(document, facts, f"pipeline/{name}/{exporter}", document.lines.get(name))


def _worst(answers: list[Any]) -> Any:
    """What gets through on some way."""
    passed: tuple[Any, ...] = tuple(
        dict.fromkeys(brand for found in answers if isinstance(found, tuple) for brand in found)
    )
    unsure = next((found for found in answers if isinstance(found, Unknown)), None)
    return passed or (() if unsure is None else unsure)


def _ways(values: Block, name: str, pipeline: Block, depth: int) -> Iterator[list[tuple[str, Any]]]:
    """The processors on each way to the end of a pipeline, those of pipelines that feed it included."""
    listed = pipeline.get("processors")
    if not isinstance(listed, (list, type(None))):
        yield [("?", listed if isinstance(listed, Unknown) else Unknown("its processors are no list"))]
        return
    own = [(one, _settings(values, one)) for one in _texts(pipeline, "processors")]
    pipelines = values.get("service.pipelines")
    receivers = _texts(pipeline, "receivers")
    connectors = [one for one in receivers if _is_connector(values, one)]
    if not connectors or len(connectors) < len(receivers) or depth > _MAX_DEPTH:
        yield own
    for other, feeding in pipelines.items() if isinstance(pipelines, dict) and depth <= _MAX_DEPTH else ():
        block = Block(feeding if isinstance(feeding, dict) else {})
        if other != name and set(connectors) & set(_texts(block, "exporters")):
            for before in _ways(values, str(other), block, depth + 1):
                yield before + own


def _settings(values: Block, name: str) -> Any:
    """The settings of a processor; one that nobody defines keeps the collector from starting."""
    processors = values.get("processors")
    if isinstance(processors, dict) and name in processors:
        return processors[name]
    return (
        processors if isinstance(processors, Unknown) else Unknown(f"the processor {name} is not defined in this file")
    )


def _prints(kind: str, block: Block) -> str | Unknown:
    """How much of the records a printing exporter prints."""
    if kind not in _PRINTERS:
        return "no"
    default = "normal" if kind == "logging" else "basic"
    word = block.text("verbosity") or ("detailed" if block.get("loglevel") == "debug" else default)
    if isinstance(word, Unknown):
        return word
    return {"detailed": "everything", "normal": "lines"}.get(word.lower(), "counts")


def _is_connector(values: Block, name: str) -> bool:
    connectors = values.get("connectors")
    return isinstance(connectors, dict) and name in connectors


def _part(values: Block, section: str, name: str) -> Block:
    found = values.get(section)
    if isinstance(found, Unknown):
        return Block(found)
    part = found.get(name) if isinstance(found, dict) else None
    return Block(part if isinstance(part, (dict, Unknown)) else {})


def _texts(block: Block, path: str) -> list[str]:
    found = block.texts(path)
    return [] if isinstance(found, Unknown) else [one for one in found if isinstance(one, str)]


def _listed(pipelines: dict[str, Any], path: str) -> list[str]:
    blocks = [Block(one) for one in pipelines.values() if isinstance(one, dict)]
    return list(dict.fromkeys(name for block in blocks for name in _texts(block, path)))
