"""Connections of the OpenTelemetry Collector: where exporters send, and where receivers listen.

opentelemetry-collector, READMEs of ``config/configtls`` (``insecure`` and ``insecure_skip_verify`` are false unless
set, ``min_version`` is 1.2, ``client_ca_file`` makes client certificates required), ``config/configgrpc`` (a scheme of
https overrides ``insecure``) and ``config/confighttp`` (the scheme of the URL decides). The kafka exporter speaks TLS
where it has a ``tls`` block (``auth.tls`` in older releases). Servers speak TLS where ``tls`` names a certificate; they
listen on localhost unless told otherwise since v0.104 (July 2024). The extensions pprof (localhost:1777, which shows
the memory of the collector) and zpages (localhost:55679) and the processor remotetap (localhost:12001, which shows the
records themselves) ask nobody who he is unless an authenticator is given. Clients of a cloud's own services speak TLS
by themselves and are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import Endpoint, Upstream
from pcicheck.model.logic import any_true, negated
from pcicheck.model.value import Unknown
from pcicheck.providers.connecting.connection import is_local, is_wildcard
from pcicheck.providers.endpoints import weaknesses
from pcicheck.providers.kubernetes.reached import served_at, spellings
from pcicheck.providers.outward import Tls, connection, filled_in, is_loopback, scheme_of, tls_version
from pcicheck.providers.telemetry.facts import listening, steering

_GRPC = ("otlp", "otlp_grpc", "opencensus", "otelarrow", "jaeger", "skywalking", "carbon")
_HTTP = (
    *("otlphttp", "otlp_http", "prometheusremotewrite", "prometheus_remote_write", "loki", "splunk_hec", "zipkin"),
    *("elasticsearch", "opensearch", "signalfx", "sapm", "logzio", "influxdb", "honeycombmarker", "mezmo", "sentry"),
    *("clickhouse", "dynatrace", "instana", "logicmonitor", "sumologic", "tinybird", "webhook"),
)
_URLS = ("endpoint", "traces_endpoint", "logs_endpoint", "metrics_endpoint", "http.endpoint", "ingest_url", "url")
_NO_WIRE = ("debug", "logging", "file", "nop", "prometheus")
_SERVERS = (
    *("zipkin", "splunk_hec", "fluentforward", "influxdb", "loki", "webhookevent", "skywalking", "sapm", "signalfx"),
    *("datadog", "opencensus", "awsfirehose", "carbon", "statsd", "collectd", "faro", "prometheusremotewrite"),
)
_PORTS = {"/grpc": "localhost:4317", "/http": "localhost:4318"}
"""Where the receivers of OTLP listen unless told otherwise."""
_UNENCRYPTED = ("fluentforward", "carbon", "statsd", "collectd")
"""Receivers that know no TLS."""
_OWN_ADDRESS = ("MY_POD_IP", "POD_IP", "K8S_POD_IP", "HOST_IP", "NODE_IP", "K8S_NODE_IP")
_INSPECTION = {"pprof": "localhost:1777", "zpages": "localhost:55679", "remotetap": "localhost:12001"}
_NOBODY = Unknown("its configuration is not known here")


def exporter_connection(kind: str, block: Block) -> Upstream | None:
    """Where an exporter sends; ``None`` for those whose connection is not the owner's business."""
    if kind in _NO_WIRE:
        return None
    if isinstance(block.values, Unknown):
        return connection(Tls(on=block.values, verified=block.values))
    if kind in _GRPC:
        return _grpc(block)
    if kind == "kafka":
        return _kafka(block)
    if kind == "syslog":
        return _syslog(block)
    urls = [block.get(path) for path in _URLS if block.get(path) is not None] or _several(block)
    if kind in _HTTP or any(isinstance(url, str) and scheme_of(url) in ("http", "https") for url in urls):
        return _http(urls, block)
    return None


def _several(block: Block) -> list[Any]:
    listed = block.texts("endpoints")
    return [listed] if isinstance(listed, Unknown) else list(listed)


def _client(block: Block, path: str, on: bool | Unknown) -> Tls:
    return Tls(
        on=on,
        verified=negated(block.flag(f"{path}.insecure_skip_verify", False)),
        min_tls=tls_version(block.get(f"{path}.min_version"), 1.2),
        presents_certificate=any_true(block.has(f"{path}.cert_file"), block.has(f"{path}.cert_pem")),
    )


def _grpc(block: Block) -> Upstream:
    endpoint = block.get("endpoint")
    if isinstance(endpoint, str) and scheme_of(endpoint) == "https":
        on: bool | Unknown = True
    else:
        authority = any_true(block.has("tls.ca_file"), block.has("tls.ca_pem"))
        on = any_true(negated(block.flag("tls.insecure", False)), authority)
    return connection(_client(block, "tls", on), loopback=is_loopback(endpoint))


def _http(urls: list[Any], block: Block) -> Upstream:
    path = "http.tls" if block.has("http.tls") is True else "tls"
    answers: list[bool | Unknown] = []
    for url in urls:
        scheme = scheme_of(url) if isinstance(url, str) else ""
        if is_loopback(url):
            continue
        if scheme in ("http", "https"):
            answers.append(scheme == "https")
        else:
            answers.append(filled_in(url) or Unknown("its endpoint names neither http nor https"))
    if urls and not answers:
        return connection(Tls(on=True, verified=True), loopback=True)
    on = (
        False
        if False in answers
        else next((one for one in answers if isinstance(one, Unknown)), bool(answers) or _NOBODY)
    )
    return connection(_client(block, path, on))


def _kafka(block: Block) -> Upstream:
    path = "tls" if block.has("tls") is not False or block.get("tls") == {} else "auth.tls"
    settings = block.get(path)
    if isinstance(settings, Unknown):
        on: bool | Unknown = settings
    else:
        on = negated(block.flag(f"{path}.insecure", False)) if isinstance(settings, dict) else False
    brokers = block.texts("brokers", ("localhost:9092",))
    near = not isinstance(brokers, Unknown) and all(is_loopback(one) for one in brokers)
    return connection(_client(block, path, on), loopback=near)


def _syslog(block: Block) -> Upstream:
    on = False if block.get("network", "tcp") == "udp" else negated(block.flag("tls.insecure", False))
    return connection(_client(block, "tls", on), loopback=is_loopback(block.get("endpoint")))


def receiver_endpoints(kind: str, block: Block) -> Iterator[tuple[str, Endpoint]]:
    """Where a receiver listens: a part of its address and the facts."""
    if kind in ("otlp", "jaeger"):
        protocols = block.get("protocols")
        if isinstance(protocols, Unknown):
            yield "", _server(Block(protocols), "", plain=False)
        for name, settings in protocols.items() if isinstance(protocols, dict) else ():
            inner = Block(settings if isinstance(settings, (dict, Unknown)) else {})
            yield (
                f"/{name}",
                _server(inner, "localhost:0", plain=str(name).startswith("thrift_") and name != "thrift_http"),
            )
    elif kind in ("syslog", "tcplog", "udplog"):
        for name in ("tcp", "udp"):
            if block.has(name) is True:
                yield f"/{name}", _server(block.block(name) or Block({}), "", plain=name == "udp")  # type: ignore[arg-type]
        if kind != "syslog":
            yield "", _server(block, "", plain=kind == "udplog")
    elif kind in _SERVERS:
        yield "", _server(block, "localhost:0", plain=kind in _UNENCRYPTED)


def steering_endpoint(kind: str, block: Block) -> Endpoint | None:
    """Where an extension or processor lets somebody look into the collector; ``None`` for one that does not, or that
    asks who it is."""
    preset = _INSPECTION.get(kind)
    if preset is None or block.has("auth.authenticator") is not False:
        return None
    return steering(block.get("endpoint") or preset, own=_OWN_ADDRESS)


def receiver_names(document: Document, block: Block, part: str) -> tuple[str, ...]:
    """Names by which callers reach a receiver; the operator makes a service ``NAME-collector`` for each collector."""
    inner = block.get(f"protocols.{part[1:]}") if block.has("protocols") is True else block.values
    settings = Block(inner if isinstance(inner, dict) else {})
    address = settings.get("endpoint") or settings.get("listen_address") or _PORTS.get(part, "")
    host, _, port = (address.draft if isinstance(address, Unknown) else str(address)).rpartition(":")
    if not port.isdigit() or is_local(host):
        return ()
    own = spellings(f"{host}:{port}") if host and not is_wildcard(host) and "$" not in host else ()
    kind, _, rest = document.address.partition("/")
    space, _, name = rest.partition(":")[0].partition("/")
    made = spellings(f"{name}-collector.{space}.svc:{port}") if kind == "OpenTelemetryCollector" else ()
    return (*own, *made, *served_at(document, port))


def _server(block: Block, default: str, *, plain: bool) -> Endpoint:
    endpoint = block.get("endpoint") or block.get("listen_address") or default
    if isinstance(block.values, Unknown):
        return listening(encrypted=block.values, min_tls=1.2, anchor=block.values, named=block.values)
    if is_loopback(endpoint):
        return listening(encrypted=False, min_tls=1.2, local=True)
    tls = any_true(block.has("tls.cert_file"), block.has("tls.cert_pem"))
    unsure = filled_in(endpoint)
    if tls is False and unsure is not None and not any(name in str(endpoint) for name in _OWN_ADDRESS):
        tls = unsure
    anchor = block.text("tls.client_ca_file")
    named = any_true(anchor if isinstance(anchor, Unknown) else bool(anchor), block.has("auth.authenticator"))
    listed = block.texts("tls.cipher_suites")
    return listening(
        encrypted=False if plain else tls,
        min_tls=tls_version(block.get("tls.min_version"), 1.2),
        weak_ciphers=listed
        if isinstance(listed, Unknown)
        else weaknesses(one for one in listed if isinstance(one, str)),
        anchor=anchor,
        named=unsure if named is False and isinstance(tls, Unknown) and unsure is not None else named,
    )
