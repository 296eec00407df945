"""Text of any file: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(adapters={"text:files": Row("text.files:files", ("text_passage",))})

THEMES = (THEME,)
