"""Table of the data theme on Google Cloud."""

from __future__ import annotations

from pcicheck.providers.base import Theme

THEME = Theme(adapters={})
