"""Kafka: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Theme

THEME = Theme(adapters={})

THEMES = (THEME,)
