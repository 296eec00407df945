"""Keys, modules, secrets and certificates."""

from __future__ import annotations
