"""Vector: what its sinks let out, and its connections.

Vector documentation, "Configuration": a transform or sink takes what the components in ``inputs`` give, by name, by
``name.output`` or with ``*``; one that no sink leads back to does nothing. Sinks with a URL speak TLS where its
scheme is https; ``tls.enabled`` decides for socket, vector, kafka and others and is false unless set;
``verify_certificate`` and ``verify_hostname`` are true unless set for sinks. Sources listen without TLS unless
``tls.enabled`` is true, and check clients' certificates where ``verify_certificate`` is true. There is no setting for
the lowest version of TLS.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.outward import NO_TLS, SAME_MACHINE, filled_in, is_loopback, scheme_of
from pcicheck.providers.parts import at
from pcicheck.providers.reading import only
from pcicheck.providers.telemetry.card_numbers import BRANDS, Masking, getting_through
from pcicheck.providers.telemetry.facts import NOTHING_LEAVES, listening, passing, settings, steering
from pcicheck.providers.telemetry.vrl import may_fail, steps

NATIVE = "vector:config"
_MEASURES = (
    *("host_metrics", "internal_metrics", "prometheus_scrape", "prometheus_remote_write", "statsd", "aws_ecs_metrics"),
    *("apache_metrics", "nginx_metrics", "postgresql_metrics", "mongodb_metrics", "eventstoredb_metrics"),
)
_OF_THE_MACHINE = Inapplicable("measures of a machine hold no text of applications")
_TEXT_SOURCES = (
    *("file", "stdin", "syslog", "kubernetes_logs", "docker_logs", "journald", "exec", "socket", "file_descriptor"),
    *(
        "demo_logs",
        "http_server",
        "http",
        "kafka",
        "amqp",
        "nats",
        "redis",
        "aws_s3",
        "aws_sqs",
        "gcp_pubsub",
        "heroku_logs",
    ),
)
"""Sources whose records are text, as long as no decoding says otherwise."""
_HARMLESS = (
    *("filter", "sample", "dedupe", "throttle", "route", "exclusive_route", "reduce", "aggregate", "log_to_metric"),
    *(
        "metric_to_log",
        "tag_cardinality_limit",
        "aws_ec2_metadata",
        "window",
        "incremental_to_absolute",
        "trace_to_log",
    ),
    *("delay", "swimlanes"),
)
_AS_IT_CAME = Unknown("a record goes on unmasked where a call of the program fails, unless drop_on_error is true")
_SWITCHED = ("socket", "vector", "kafka", "papertrail", "amqp", "logstash", "mqtt", "pulsar", "syslog")
_ADDRESSES = (
    "uri",
    "endpoint",
    "endpoints",
    "address",
    "url",
    "bootstrap_servers",
    "protocol.uri",
    "connection_string",
)
_LISTENERS = (
    *("http_server", "http", "socket", "syslog", "vector", "fluent", "logstash", "splunk_hec", "opentelemetry"),
    *("datadog_agent", "heroku_logs", "prometheus_remote_write", "statsd", "aws_kinesis_firehose"),
)
_NO_SETTING = Inapplicable("Vector has no such setting; the library that it is built with decides")
_MAX_WAYS = 200


class Component(Struct):
    """A source, transform or sink."""

    name: str
    section: str
    block: Block


def config(document: Document) -> Iterator[Resource]:
    """A configuration; the other files of its folder are part of it."""
    graph = _Graph(document)
    for sink in _components(document, "sinks"):
        kind = _kind(sink)
        facts = passing("mixed", NOTHING_LEAVES) if kind == "blackhole" else graph.leaving(sink)
        yield at(document, facts, f"sink/{sink.name}", document.lines.get(sink.name))
        upstream = _upstream(kind, sink.block)
        if upstream is not None:
            yield at(document, upstream, f"sink/{sink.name}/connection", document.lines.get(sink.name))
    for source in _components(document, "sources"):
        endpoints = _endpoints(_kind(source), source.block)
        for part, endpoint in endpoints:
            yield at(document, endpoint, f"source/{source.name}{part}", document.lines.get(source.name))
    shown = document.flag("api.enabled", False)
    if shown is True:
        address = document.get("api.address") or "127.0.0.1:8686"
        yield at(document, steering(address), "api", document.lines.get("api"))
    yield settings(document, document.values)


def _components(document: Document, section: str) -> Iterator[Component]:
    found = document.get(section)
    for name, values in found.items() if isinstance(found, dict) else ():
        if isinstance(values, (dict, Unknown)):
            yield Component(str(name), section, Block(values))


def _kind(component: Component) -> str:
    return str(component.block.get("type", "?"))


def _folder(document: Document) -> str:
    return document.address.rpartition(":")[0] or str(PurePath(document.address).parent)


class _Graph:
    """How components feed each other, over the files of one folder."""

    def __init__(self, document: Document) -> None:
        self.known: dict[str, Component] = {}
        own = _folder(document)
        others = [one for one in document.surroundings.of_type(NATIVE) if one is not document and _folder(one) == own]
        for one in (*others, document):
            for section in ("sources", "transforms"):
                for component in _components(one, section):
                    self.known[component.name] = component

    def leaving(self, sink: Component) -> Any:
        """The facts of a sink."""
        ways = list(self._ways(sink, ()))[:_MAX_WAYS]
        signals = {_signal(way) for way in ways} or {"mixed"}
        answers: list[Any] = [_cards(way) for way in ways]
        told = [one for one in answers if not isinstance(one, Inapplicable)]
        passed = tuple(dict.fromkeys(brand for one in told if isinstance(one, tuple) for brand in one))
        unsure = next((one for one in told if isinstance(one, Unknown)), None)
        cards: Any = passed or (unsure if unsure is not None else ())
        if answers and not told:
            cards = _OF_THE_MACHINE
        if not answers:
            cards = NOTHING_LEAVES
        return passing(signals.pop() if len(signals) == 1 else "mixed", cards, prints=_kind(sink) == "console")

    def _ways(
        self, component: Component, after: tuple[Component | Unknown, ...]
    ) -> Iterator[tuple[Component | Unknown, ...]]:
        """Every way to a component, from its source on."""
        inputs = component.block.texts("inputs")
        if isinstance(inputs, Unknown) or len(after) > len(self.known):
            yield (
                inputs if isinstance(inputs, Unknown) else Unknown("its components feed each other in a circle"),
                *after,
            )
            return
        for name in inputs:
            for before in self._named(name):
                if isinstance(before, Unknown) or before.section == "sources":
                    yield (before, *after)
                else:
                    yield from self._ways(before, (before, *after))

    def _named(self, name: str | Unknown) -> list[Component | Unknown]:
        if isinstance(name, Unknown):
            return [name]
        found = self.known.get(name) or self.known.get(name.partition(".")[0])
        if found is not None:
            return [found]
        fitting: list[Component | Unknown] = [
            one for key, one in self.known.items() if "*" in name and fnmatch(key, name)
        ]
        return fitting or [Unknown(f"{name} is not in the scan; name its file too")]


def _signal(way: tuple[Component | Unknown, ...]) -> str:
    source = way[0]
    if isinstance(source, Unknown):
        return "mixed"
    kind = _kind(source)
    return (
        "metrics" if kind in _MEASURES else "mixed" if kind in ("opentelemetry", "vector", "datadog_agent") else "logs"
    )


def _cards(way: tuple[Component | Unknown, ...]) -> Any:
    """Brands that get through on one way."""
    source = way[0]
    if not isinstance(source, Unknown) and _kind(source) in _MEASURES:
        return _OF_THE_MACHINE
    maskings: list[Masking] = []
    unsure: Unknown | None = source if isinstance(source, Unknown) else None
    fields = isinstance(source, Unknown) or _gives_fields(source)
    for component in way[1:]:
        if isinstance(component, Unknown):
            unsure = unsure or component
            continue
        found, doubt, parses = _transform(component)
        fields = fields or (parses and not maskings)
        maskings += found
        unsure = unsure or doubt
    passed = getting_through(maskings)
    if passed == ():
        why = Unknown("numbers that are sent as numbers and not as text are not looked at")
        return why if fields else ()
    return unsure if unsure is not None else passed if isinstance(passed, Unknown) or maskings else BRANDS


def _transform(component: Component) -> tuple[list[Masking], Unknown | None, bool]:
    """Patterns of a transform, what else it may do, and whether it turns text into fields."""
    kind = _kind(component)
    if kind == "remap":
        program = component.block.text("source")
        if not isinstance(program, str):
            return [], program or Unknown("its program stands in another file"), True
        found = steps(program)
        kept = component.block.flag("drop_on_error", False) is not True and may_fail(program)
        if kept or (component.block.flag("drop_on_abort", True) is not True and "abort" in program):
            why = _AS_IT_CAME if getting_through(found.maskings) == () else found.unsure
            return [], why, found.parses
        return found.maskings, found.unsure, found.parses
    if kind in _HARMLESS:
        return [], None, False
    return [], Unknown(f"what the transform {component.name} does to card numbers is not known here"), True


def _gives_fields(source: Component) -> bool:
    """Whether the records of a source are more than text."""
    codec = source.block.get("decoding.codec") or source.block.get("encoding") or "bytes"
    return _kind(source) not in _TEXT_SOURCES or codec not in ("bytes", "text", "syslog")


def _upstream(kind: str, block: Block) -> Upstream | None:
    """Where a sink sends; ``None`` for those whose connection is not the owner's business."""
    given = [block.get(path) for path in _ADDRESSES if block.get(path) is not None]
    address = given[0][0] if given and isinstance(given[0], list) and given[0] else given[0] if given else None
    scheme = scheme_of(address) if isinstance(address, str) else ""
    switch = block.flag("tls.enabled", False)
    if is_loopback(address) or (kind == "socket" and block.get("mode") in ("unix", "unix_stream", "unix_datagram")):
        return only(Upstream, SAME_MACHINE)
    on: bool | Unknown
    if scheme in ("https", "http"):
        on = scheme == "https"
    elif scheme in ("amqps", "rediss", "mqtts", "tls", "nats+tls", "pulsar+ssl"):
        on = True
    elif kind in _SWITCHED:
        on = False if block.get("mode") == "udp" else bool(switch) if not isinstance(switch, Unknown) else switch
        on = filled_in(block.get("tls.enabled")) or on
    elif address is not None:
        on = filled_in(address) or Unknown("its address names neither http nor https")
    else:
        return None
    if on is False:
        return Upstream(encrypted=False, min_tls=NO_TLS, verified=NO_TLS, presents_certificate=NO_TLS)
    verified = all_true(block.flag("tls.verify_certificate", True), block.flag("tls.verify_hostname", True))
    return Upstream(
        encrypted=on, min_tls=_NO_SETTING, verified=verified, presents_certificate=block.has("tls.crt_file")
    )


def _endpoints(kind: str, block: Block) -> Iterator[tuple[str, Endpoint]]:
    """Where a source listens."""
    if kind not in _LISTENERS or str(block.get("mode", "")).startswith("unix"):
        return
    if kind == "opentelemetry":
        for name in ("grpc", "http"):
            inner = block.block(name)
            if isinstance(inner, Block):
                yield f"/{name}", _endpoint(inner, plain=False)
    else:
        yield "", _endpoint(block, plain=block.get("mode") == "udp" or kind == "heroku_logs")


def _endpoint(block: Block, *, plain: bool) -> Endpoint:
    local = is_loopback(block.get("address"))
    switch = filled_in(block.get("tls.enabled")) or block.flag("tls.enabled", False)
    on: bool | Unknown = False if plain else switch if isinstance(switch, Unknown) else bool(switch)
    checks = block.flag("tls.verify_certificate", False)
    anchor = (
        checks
        if isinstance(checks, Unknown)
        else (block.text("tls.ca_file", "the authorities of the system") if checks else None)
    )
    named = (
        True if block.has("auth") is True or block.has("valid_tokens") is True or block.has("token") is True else None
    )
    return listening(
        encrypted=on,
        min_tls=_NO_SETTING,
        weak_ciphers=_NO_SETTING,
        anchor=anchor if on is not False else None,
        named=named if named is not None else bool(anchor and on) if not isinstance(anchor, Unknown) else anchor,
        local=local,
    )
