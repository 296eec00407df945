"""What an alert watches, told by the measures, label matchers and comparison of its expression.

Names of measures: Envoy (``ssl.fail_verify_error``, ``ssl.connection_error``), Vault (``vault.audit.*_failure``,
``vault.core.unsealed``), the OpenTelemetry Collector (``otelcol_exporter_send_failed_*``), Fluent Bit
(``fluentbit_output_errors_total``, ``*_retries_failed_total``, ``*_dropped_records_total``), Vector
(``vector_component_errors_total``, ``*_discarded_events_total``), Kubernetes (``apiserver_audit_error_total``,
``kube_daemonset_status_number_unavailable``), exporters of certificates. The name of the alert itself decides nothing:
it says what somebody wanted.
"""

from __future__ import annotations

import re

from pcicheck.providers.prometheus.promql import Piece

_BAD = re.compile(
    r"fail|error|err(?:s|_|$)|exception|reject|denied|timeout|timed_out|invalid|untrusted|\b5\.\.|\b5xx|\b5\[|\b5\\d"
    r"|\b50\d\b|_5xx|no_cert|discard|dropped|drop_|lost|unavailable|unhealthy|\bdown\b|_down$|crash|panic|exhausted"
)
_GOOD = re.compile(r"success|succeeded|\bok\b|(?<!un)available|availability|healthy|\b2\.\.|\b2xx|\bup\b|_up$|ready")
_TOKENIZATION = re.compile(r"tokeni[sz]|token[_-]?(?:service|server|vault)\b|token[_-]?(?:service|vault)_")
_TLS = re.compile(r"(?:^|[_:.\-])(?:m?tls|ssl)(?:$|[_:.\-\d])|handshake|\bx509\b|peer_?authentication|client_?cert")
_EXPIRY = re.compile(r"expir(?!ed(?:$|_))|not_?after|until_first_cert|(?:days|seconds)_(?:left|until)|validity")
_CERTIFICATE = re.compile(r"cert|x509|ssl|tls|ca_|svid")
_REFUSED_CERTIFICATE = re.compile(r"(?<!\d)49(?:[56](?!\d)|\[)")
_STATUS = re.compile(r"status|code")
_AUDIT = re.compile(r"(?:^|[^a-z])audit(?:[^a-z]|$|log|d\b)|cloudtrail")
_SHIPPER = re.compile(
    r"^(?:otelcol_(?:exporter|processor|receiver)_|fluentbit_|fluentd_|vector_|promtail_|logstash_|filebeat_|libbeat_"
    r"|loki_(?:distributor|discarded|write)|alloy_|syslog_ng|rsyslog)"
)
_SHIPPED_BADLY = re.compile(
    r"send_failed|enqueue_failed|refused|dropped|discarded|errors?(?:_total)?$|retries_failed|num_errors|lost|failed"
)
_SHIPPER_JOB = re.compile(
    r"fluent-?bit|fluentd|vector|otel|opentelemetry|promtail|filebeat|logstash|log-?(?:shipper|agent)"
)
_DETECTOR = re.compile(
    r"falco|suricata|snort|zeek|ossec|wazuh|tetragon|crowdstrike|guard-?duty|osquery|tripwire|samhain"
    r"|intrusion|kubearmor|sysdig|(?:^|[^a-z])(?:h|n)?i[dp]s(?:[^a-z]|$)|(?:^|[^a-z])(?:fim|aide)(?:[^a-z]|$)|file[_-]?integrity"
)
_MALWARE_GUARD = re.compile(r"clamav|clamd|clamscan|freshclam|anti-?_?virus|anti-?_?malware|sophos|mdatp")
_FIREWALL = re.compile(
    r"(?:^|[^a-z])waf(?:[^a-z]|$)|modsecurity|coraza|firewall|network-?_?polic|calico|cilium_policy|felix"
)
_KEY_SERVICE = re.compile(r"vault|openbao|hsm|pkcs-?11|(?:^|[^a-z])kms(?:[^a-z]|$)")
_KEY_SERVICE_STOPPED = re.compile(r"unsealed|seal|_up$|^up$|healthy|available|autopilot|leader|ready")
_LAST_TIME = re.compile(r"last|timestamp|time_seconds|heartbeat")
_PROBE = re.compile("^probe_")
_HARDWARE = re.compile("hsm|pkcs|seal")
_BREAKS = re.compile(
    r"unavailable|unhealthy|_down$|crash_?loop|restarts|heartbeat\w*(?:miss|fail)|dropped|_drops|not_ready"
    r"|(?:agent|engine|driver|probe|sensor|daemon|scan|update|sync)\w*(?:error|fail)"
)
"""What a measure is called that tells of a broken part, rather than of something bad that the part has found."""
_SIGN_IN = re.compile(r"log_?in|sign_?in|authenti|authoriz|access|permission|denied|forbidden")
_ABSENT = frozenset(("absent", "absent_over_time"))


def watched(piece: Piece) -> list[str]:
    """What a piece of an expression watches, in the names of ``WATCHES``."""
    about = _Subject(piece)
    found = {
        "tokenization_failures": about.speaks(_TOKENIZATION) and about.fails,
        "mutual_tls_failures": about.handshakes_fail,
        "certificate_expiry": about.measures(_EXPIRY, _CERTIFICATE),
        "audit_log_stopped": about.speaks(_AUDIT) and (about.stops or about.is_not_written),
        "log_shipping_failures": about.shipping_fails,
        "detector_stopped": about.speaks(_DETECTOR) and about.stops,
        "malware_guard_stopped": about.speaks(_MALWARE_GUARD) and about.stops,
        "firewall_stopped": about.speaks(_FIREWALL) and about.stops,
        "key_service_stopped": about.key_service_stops,
    }
    return [name for name, holds in found.items() if holds]


class _Subject:
    """Questions about one piece."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.names = [name.lower() for name in piece.measures]
        wanted = [matcher.value.lower() for matcher in piece.matchers if matcher.operator in ("=", "=~")]
        unwanted = [matcher.value.lower() for matcher in piece.matchers if matcher.operator in ("!=", "!~")]
        self.texts = [*self.names, *wanted]
        self.bad = any(_is_bad(text) for text in self.texts) or any(_GOOD.search(text) for text in unwanted)
        self.good = any(_GOOD.search(text) and not _is_bad(text) for text in self.texts)
        operators = [found.operator for found in piece.comparisons]
        nothing = any(found.operator == "==" and found.number == 0 for found in piece.comparisons)
        self.rises = not operators or any(operator in (">", ">=", "!=") for operator in operators)
        self.falls = nothing or any(operator in ("<", "<=") for operator in operators) or self._not_one()

    def _not_one(self) -> bool:
        return any(found.operator == "!=" and found.number == 1 for found in self.piece.comparisons)

    def speaks(self, subject: re.Pattern[str]) -> bool:
        """Whether a measure or a wanted label is about it."""
        return any(subject.search(text) for text in self.texts)

    def measures(self, *patterns: re.Pattern[str]) -> bool:
        """Whether one measure is about all of it."""
        return any(all(pattern.search(name) for pattern in patterns) for name in self.names)

    @property
    def fails(self) -> bool:
        """Whether failures that rise, or successes that fall, fire it."""
        if self.bad:
            return self.rises
        return self.good and (self.falls or (self.piece.complement and self.rises))

    @property
    def stops(self) -> bool:
        """Whether it fires when something is gone or silent."""
        silent = "time" in self.piece.functions and self.measures(_LAST_TIME) and self.rises
        return bool(self.piece.functions & _ABSENT) or silent or self.falls or (self.rises and self.measures(_BREAKS))

    @property
    def is_not_written(self) -> bool:
        """Whether a measure of failing writes rises, rather than one of failures that are written down."""
        return self.rises and any(_is_bad(name) and not _SIGN_IN.search(name) for name in self.names)

    @property
    def handshakes_fail(self) -> bool:
        if not self.rises or self.measures(_EXPIRY):
            return False
        if any(_TLS.search(name) and _is_bad(name) for name in self.names):
            return True
        if self.speaks(_TLS) and self.bad and not self.measures(_PROBE):
            return True
        found = [one for one in self.piece.matchers if one.operator in ("=", "=~") and _STATUS.search(one.label)]
        return any(_REFUSED_CERTIFICATE.search(matcher.value) for matcher in found)

    @property
    def shipping_fails(self) -> bool:
        if self.measures(_SHIPPER, _SHIPPED_BADLY):
            return self.rises
        return self.speaks(_SHIPPER_JOB) and self._is_gone

    @property
    def key_service_stops(self) -> bool:
        if self.speaks(_AUDIT) or not self.speaks(_KEY_SERVICE):
            return False
        return self._is_gone or (self.measures(_KEY_SERVICE_STOPPED) and self.falls) or self.measures(_HARDWARE, _BAD)

    @property
    def _is_gone(self) -> bool:
        """Whether a target that is not there any more fires it."""
        if self.piece.functions & _ABSENT or (self.rises and any("unavailable" in name for name in self.names)):
            return True
        return self.falls and any(name == "up" or name.endswith("_up") or "available" in name for name in self.names)


def _is_bad(text: str) -> bool:
    return _BAD.search(text) is not None
