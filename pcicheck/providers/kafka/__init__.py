"""Kafka: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "kafka:server": Row("kafka.brokers:server", ("broker", "endpoint", "upstream", "configuration_data")),
        "kafka:client": Row("kafka.clients:client", ("upstream", "endpoint", "configuration_data")),
    },
)

THEMES = (THEME,)
