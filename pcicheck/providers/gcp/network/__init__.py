"""Table of the network theme on Google Cloud."""

from __future__ import annotations

from pcicheck.providers.base import Theme

THEME = Theme(adapters={})
