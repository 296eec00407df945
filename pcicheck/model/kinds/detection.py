"""Detectors, recorders, alerts and contacts."""

from __future__ import annotations
