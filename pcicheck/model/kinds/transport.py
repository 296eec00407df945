"""TLS endpoints and what stands before them."""

from __future__ import annotations
