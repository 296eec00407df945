"""Networks, filters and private paths."""

from __future__ import annotations
