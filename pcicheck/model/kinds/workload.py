"""Machines, functions, containers and images."""

from __future__ import annotations
