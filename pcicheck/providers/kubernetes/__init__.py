"""Kubernetes."""

from __future__ import annotations

from pcicheck.providers.base import Theme

THEMES = (Theme(adapters={}),)
