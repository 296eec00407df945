"""Settings of applications: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(adapters={"application:settings": Row("application.settings:settings", ("upstream",))})

THEMES = (THEME,)
"""The tables of all themes."""
