"""Envoy: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "envoy:listener": Row("envoy.listeners:listener", ("endpoint", "trust_store", "route")),
        "envoy:cluster": Row("envoy.clusters:cluster", ("upstream",)),
        "envoy:admin": Row("envoy.administration:administration", ("endpoint",)),
        "envoy:routes": Row("envoy.routes:unattached", ("route",)),
    },
    helpers=("envoy:secret", "envoy:endpoints", "envoy:extension", "envoy:node"),
)

THEMES = (THEME,)
