"""Table of the detection theme on Microsoft Azure and Entra ID."""

from __future__ import annotations

from pcicheck.providers.base import Theme

THEME = Theme(adapters={})
