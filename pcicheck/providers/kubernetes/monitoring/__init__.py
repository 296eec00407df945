"""Objects of the Prometheus operator, VictoriaMetrics and OpenTelemetry in a cluster: which native types there are.

They are read by the adapters of the systems that they configure.
"""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_PROMETHEUS = "k8s:monitoring.coreos.com/"
_VICTORIA = "k8s:operator.victoriametrics.com/"
_ALERTS = Row("prometheus.alerts:rule_object", ("alert",))
_SCRAPE = Row("prometheus.server:monitor", ("upstream",))

THEME = Theme(
    adapters={
        f"{_PROMETHEUS}PrometheusRule": _ALERTS,
        f"{_VICTORIA}VMRule": _ALERTS,
        f"{_PROMETHEUS}AlertmanagerConfig": Row("prometheus.alertmanager:config_object", ("alert_route", "upstream")),
        f"{_PROMETHEUS}Prometheus": Row("prometheus.server:server_object", ("upstream",)),
        f"{_PROMETHEUS}ServiceMonitor": _SCRAPE,
        f"{_PROMETHEUS}PodMonitor": _SCRAPE,
        f"{_VICTORIA}VMServiceScrape": _SCRAPE,
        "k8s:opentelemetry.io/OpenTelemetryCollector": Row(
            "telemetry.otel:collector_object", ("telemetry", "upstream", "endpoint", "configuration_data")
        ),
    },
)
