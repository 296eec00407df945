"""Thresholds that PCI DSS leaves to the entity, as the entity of the pairs declares them."""

from __future__ import annotations

from typing import Any

DECLARED: dict[str, dict[str, Any]] = {
    "certificate-authority-strong-key": {"min_bits": 128},
    "certificate-strong-key": {"min_bits": 128},
    "credential-lifetime-as-declared": {"days": 90},
    "database-records-expire": {"kept": []},
    "key-protection-as-declared": {"levels": ["hsm", "external"]},
    "key-rotated-within-cryptoperiod": {"max_days": 365},
    "object-store-retention": {"max_days": 400},
    "secret-rotated-as-declared": {"max_days": 90},
    "session-ends-as-declared": {"minutes": 480},
}
"""Rule to its parameters."""
