"""OpenTelemetry Collector, Fluent Bit and Vector: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_KINDS = ("telemetry", "upstream", "endpoint", "configuration_data")

THEME = Theme(
    adapters={
        "otel:config": Row("telemetry.otel:config", _KINDS),
        "fluentbit:config": Row("telemetry.fluent_bit:config", _KINDS),
        "vector:config": Row("telemetry.vector:config", _KINDS),
    },
)

THEMES = (THEME,)
