"""Databases, warehouses, search and caches."""

from __future__ import annotations
