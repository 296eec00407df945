"""Fluent Bit: what its outputs let out, and its connections.

Fluent Bit documentation: "Transport security" (``tls`` is off and ``tls.verify`` on unless set, for inputs and outputs
alike), "Routing" (a filter or output takes the records whose tag its ``Match`` or ``Match_Regex`` fits), outputs http,
forward, es and others (``host`` is 127.0.0.1 unless set), Kafka (librdkafka: ``rdkafka.security.protocol`` is plaintext
unless set), inputs forward, http, tcp and others (they listen on 0.0.0.0 unless told otherwise), as does its own HTTP
server, which is off unless set and with ``hot_reload`` or ``enable_chunk_trace`` steers it. No filter of its own
masks inside a text: Lua scripts do, which are not read here, so that masking is never shown to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import PurePath
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.outward import Tls, connection, filled_in, is_loopback, tls_version
from pcicheck.providers.parts import at
from pcicheck.providers.telemetry.card_numbers import BRANDS, about_cards
from pcicheck.providers.telemetry.facts import NOTHING_LEAVES, listening, passing, settings, steering

NATIVE = "fluentbit:config"
LINE = "@line"
"""Under which the reader of classic files notes where a section begins."""
_MACHINE = Inapplicable("measures of a machine hold no text of applications")
_MEASURES = (
    *("cpu", "mem", "disk", "netif", "proc", "thermal", "health", "node_exporter_metrics", "windows_exporter_metrics"),
    *(
        "fluentbit_metrics",
        "prometheus_scrape",
        "nginx_metrics",
        "podman_metrics",
        "process_exporter_metrics",
        "docker",
    ),
)
_HARMLESS = (
    *("kubernetes", "parser", "multiline", "throttle", "nest", "rewrite_tag", "log_to_metrics", "geoip2", "aws", "ecs"),
    *("stdout", "type_converter", "sysinfo", "expect", "tensorflow", "opentelemetry_envelope", "labels", "alter_size"),
    *("metrics_selector", "throttle_size", "sampling"),
)
_BY_NAME = ("modify", "record_modifier", "content_modifier", "grep")
_NETWORK = (
    *("es", "opensearch", "http", "forward", "loki", "splunk", "tcp", "gelf", "influxdb", "opentelemetry", "nats"),
    *("prometheus_remote_write", "datadog", "skywalking", "websocket", "chronicle", "zig_websocket", "td"),
)
_LISTENERS = (
    *("forward", "http", "tcp", "udp", "opentelemetry", "splunk", "elasticsearch", "mqtt", "statsd", "collectd"),
    *("prometheus_remote_write",),
)
_NO_TLS = ("udp", "statsd", "collectd")
_CIPHERS = Inapplicable("the OpenSSL that it is built with decides")
_EVERYWHERE = "0.0.0.0"  # noqa: S104
_LIBRARY = Unknown("the OpenSSL that it is built with decides")


def config(document: Document) -> Iterator[Resource]:
    """A configuration, with the files that it takes in. One that another takes in is judged as a part of that."""
    yield settings(document, document.values)
    if any(_takes_in(other, document) for other in document.surroundings.of_type(NATIVE)):
        return
    whole = _Whole(document)
    for index, output in enumerate(whole.parts("outputs")):
        name = _name(output)
        place, line = f"output/{name}/{index}", output.get(LINE)
        yield at(document, whole.leaving(name, output), place, line)
        facts = _connection(name, output)
        if facts is not None:
            yield at(document, facts, f"{place}/connection", line)
    for index, given in enumerate(whole.parts("inputs")):
        endpoint = _endpoint(_name(given), given)
        if endpoint is not None:
            yield at(document, endpoint, f"input/{_name(given)}/{index}", given.get(LINE))
    service = document.block("service")
    if isinstance(service, Block) and _is_steered(service):
        yield at(document, steering(service.get("http_listen") or _EVERYWHERE), "service", None)


def _is_steered(service: Block) -> bool:
    """Whether its own HTTP server does more than tell measures: reload its configuration, or show records."""
    more = any(service.flag(name, False) is True for name in ("hot_reload", "enable_chunk_trace"))
    return more and service.flag("http_server", False) is True


def _home(document: Document) -> str:
    """What files must share to take each other in by name: the folder, or the object that holds them."""
    return document.address.rpartition(":")[0] or str(PurePath(document.address).parent)


def _takes_in(other: Document, document: Document) -> bool:
    if other is document or _home(other) != _home(document):
        return False
    name = PurePath(document.address.rpartition(":")[2]).name
    included = other.texts("includes")
    patterns = () if isinstance(included, Unknown) else included
    return any(isinstance(one, str) and fnmatch(name, PurePath(one).name) for one in patterns)


def _name(block: Block) -> str:
    found = block.text("name")
    return found.lower() if isinstance(found, str) else "?"


class _Whole:
    """A configuration and all that it takes in."""

    def __init__(self, document: Document) -> None:
        others = document.surroundings.of_type(NATIVE)
        self.documents = [document, *(one for one in others if _takes_in(document, one))]
        wanted = document.texts("includes")
        missing = not isinstance(wanted, Unknown) and len(wanted) > len(self.documents) - 1
        self.missing = Unknown("files that it takes in are not in the scan; name them too") if missing else None

    def parts(self, place: str) -> Iterator[Block]:
        """The sections of a place in all files."""
        for document in self.documents:
            found = document.blocks(place)
            yield from () if isinstance(found, Unknown) else found

    def leaving(self, name: str, output: Block) -> Any:
        """The facts of an output."""
        inputs = [one for one in self.parts("inputs") if _matches(output, _tag(one))]
        kinds = {_name(one) in _MEASURES for one in inputs}
        signal = "metrics" if kinds == {True} else "mixed" if True in kinds else "logs"
        if name in ("null", "counter", "flowcounter"):
            return passing(signal, NOTHING_LEAVES)
        cards: Any = _MACHINE if kinds == {True} else self._cards(output, inputs)
        return passing(signal, cards, prints=name == "stdout")

    def _cards(self, output: Block, inputs: list[Block]) -> Any:
        tags = [_tag(one) for one in inputs if _name(one) not in _MEASURES] or [_sample(output.text("match", "*"))]
        unsure: Unknown | None = None
        for tag in tags:
            steps = [one for one in self.parts("filters") if _matches(one, tag)]
            steps += [step for one in (output, *inputs) for step in _processors(one)]
            unsure = next((found for step in steps if (found := _effect(step)) is not None), self.missing)
            if unsure is None:
                return BRANDS
        return unsure


def _processors(block: Block) -> Iterator[Block]:
    found = block.get("processors")
    for listed in found.values() if isinstance(found, dict) else ():
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                yield Block({str(key).lower(): value for key, value in one.items()})


def _effect(step: Block) -> Unknown | None:
    """Why a filter or processor may keep card numbers in; ``None`` where it does not."""
    name = _name(step)
    if name in _HARMLESS:
        return None
    if name in _BY_NAME:
        values = step.values if isinstance(step.values, dict) else {}
        texts = [str(one) for value in values.values() for one in (value if isinstance(value, list) else [value])]
        allows = any(key in values for key in ("allowlist_key", "whitelist_key"))
        excludes = name == "grep" and "exclude" in values
        if allows or excludes or any(about_cards(text) for text in texts):
            return Unknown(
                f"the filter {name} acts on fields by name; whether card numbers can stand in others is not known"
            )
        return None
    if name in ("lua", "wasm"):
        return Unknown("what its script does to card numbers is not known here")
    return Unknown(f"what the filter {name} does to card numbers is not known here")


def _tag(given: Block) -> str | Unknown:
    """A tag that records of an input have."""
    tag = given.text("tag")
    return tag if isinstance(tag, Unknown) else _sample(tag or f"{_name(given)}.0")


def _sample(pattern: str | None | Unknown) -> str | Unknown:
    return pattern if isinstance(pattern, Unknown) else str(pattern or "x").replace("*", "x")


def _matches(part: Block, tag: str | Unknown) -> bool:
    """Whether a filter or output takes records with a tag."""
    if isinstance(tag, Unknown):
        return True
    pattern = part.text("match_regex")
    if isinstance(pattern, str):
        try:
            return re.search(pattern, tag) is not None
        except re.error:
            return True
    simple = part.text("match")
    return isinstance(simple, Unknown) or (simple is not None and fnmatch(tag, simple))


def _connection(name: str, output: Block) -> Upstream | None:
    """Where an output sends; ``None`` for those that know nothing but HTTPS, or no network."""
    if name == "kafka":
        return _kafka(output)
    if name == "syslog":
        mode = output.text("mode", "udp")
        on: bool | Unknown = True if mode == "tls" else output.flag("tls", False) or False
    elif name in _NETWORK:
        on = output.flag("tls", False) or False
    else:
        return None
    unsure = filled_in(output.get("tls"))
    host = output.text(
        "host", "127.0.0.1" if output.has("upstream") is False else Unknown("another file names the hosts")
    )
    tls = Tls(
        on=unsure if unsure is not None else on,
        verified=any_true(filled_in(_tls(output).get("verify")) or _tls(output).flag("verify", True)),
        min_tls=_version(output),
        presents_certificate=_tls(output).has("crt_file"),
    )
    return connection(tls, loopback=is_loopback(host))


def _tls(block: Block) -> Block:
    """The settings whose names start with ``tls.``."""
    values = block.values if isinstance(block.values, dict) else {}
    return Block({key[4:]: value for key, value in values.items() if key.startswith("tls.")})


def _version(block: Block) -> float | Unknown:
    written = _tls(block).get("min_version")
    return _LIBRARY if written is None else tls_version(written, 1.2)


def _kafka(output: Block) -> Upstream:
    values = output.values if isinstance(output.values, dict) else {}
    protocol = str(values.get("rdkafka.security.protocol", "plaintext")).lower()
    unsure = filled_in(values.get("rdkafka.security.protocol"))
    checks = str(values.get("rdkafka.enable.ssl.certificate.verification", "true")).lower()
    return connection(
        Tls(
            on=unsure if unsure is not None else protocol in ("ssl", "sasl_ssl"),
            verified=checks not in ("false", "0", "no"),
            min_tls=_LIBRARY,
            presents_certificate="rdkafka.ssl.certificate.location" in values,
        ),
        loopback=is_loopback(values.get("brokers")),
    )


def _endpoint(name: str, given: Block) -> Endpoint | None:
    """Where an input listens; ``None`` for one that reads or fetches."""
    if name == "syslog":
        if str(given.get("mode", "unix_udp")).lower() not in ("tcp", "udp"):
            return None
    elif name not in _LISTENERS or given.has("unix_path") is True:
        return None
    local = is_loopback(given.get("listen") or given.get("host"))
    plain = name in _NO_TLS or (name == "syslog" and given.get("mode") == "udp")
    unsure = filled_in(given.get("tls"))
    on: bool | Unknown = False if plain else unsure if unsure is not None else given.flag("tls", False) or False
    values = given.values if isinstance(given.values, dict) else {}
    authority = any_true(_tls(given).has("ca_file"), _tls(given).has("ca_path"))
    clients = Unknown("whether it asks callers for a certificate depends on its release") if authority and on else None
    named = any(key in values for key in ("shared_key", "security.users", "splunk_token", "http_user"))
    return listening(
        encrypted=on,
        min_tls=_version(given),
        weak_ciphers=_CIPHERS,
        anchor=clients,
        named=True if named else clients if clients is not None else False,
        local=local,
    )
