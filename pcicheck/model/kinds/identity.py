"""Users, grants, trust and passwords."""

from __future__ import annotations
