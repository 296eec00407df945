"""Prometheus and Alertmanager: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "prometheus:alert": Row("prometheus.alerts:alert", ("alert",)),
        "prometheus:text_alert": Row("prometheus.alerts:text_alert", ("alert",)),
        "prometheus:server": Row("prometheus.server:server", ("upstream", "configuration_data")),
        "prometheus:web": Row("prometheus.web:web", ("endpoint",)),
        "alertmanager:config": Row("prometheus.alertmanager:config", ("alert_route", "upstream", "configuration_data")),
    },
    helpers=("prometheus:record",),
)

THEMES = (THEME,)
