"""Queues, topics, streams and brokers."""

from __future__ import annotations
