"""Audit logs and where they are kept."""

from __future__ import annotations
