"""Small questions about Envoy's messages."""

from __future__ import annotations

from typing import Any

from pcicheck.model.document import Block
from pcicheck.model.envoy import type_of
from pcicheck.model.value import Unknown

HARMLESS = "harmless"
_GENERAL = ("Config", "FilterConfig", "PluginConfig")
"""Names that many messages have; their package tells them apart."""
_ISTIO = (
    "stats.PluginConfig",
    "io.istio.http.peer_metadata.Config",
    "istio.envoy.config.filter.http.alpn.v2alpha1.FilterConfig",
    "envoy.tcp.metadataexchange.config.MetadataExchange",
)
"""Filters that a mesh puts into every listener, which only count and tell."""


def kind_of(message: Any) -> str:
    """The last part of a typed message's name, such as ``DownstreamTlsContext``, or its package where the name is a
    general one, such as ``golang``; empty for none of Envoy's own."""
    name = type_of(message)
    if name in _ISTIO:
        return HARMLESS
    *package, last = name.split(".")
    if package[:1] != ["envoy"]:
        return ""
    return package[-2] if last in _GENERAL and len(package) > 1 else last


def choice(block: Block, path: str, *names: str) -> str | Unknown:
    """The name of an enumeration's value, which may also be written as its number; the first is the default."""
    value = block.get(path, names[0])
    if isinstance(value, Unknown):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return names[value] if 0 <= value < len(names) else Unknown(f"{path} has no value {value}")
    return next((name for name in names if name == str(value).upper()), Unknown(f"{path} has no value '{value}'"))


def percent(block: Block, path: str, default: float) -> float | Unknown:
    """The share of requests that a ``RuntimeFractionalPercent`` names, as it is without a runtime override."""
    value = block.get(path)
    if value is None:
        return default
    share = block.get(f"{path}.default_value") if isinstance(value, dict) else value
    if isinstance(share, Unknown) or share is None:
        return share or 0.0
    held = Block(share if isinstance(share, dict) else {})
    top = held.number("numerator", 0)
    per = choice(held, "denominator", "HUNDRED", "TEN_THOUSAND", "MILLION")
    if isinstance(top, Unknown) or isinstance(per, Unknown):
        return top if isinstance(top, Unknown) else per if isinstance(per, Unknown) else 0.0
    return (top or 0) * 100 / {"HUNDRED": 100, "TEN_THOUSAND": 10_000, "MILLION": 1_000_000}[per]


def seconds(block: Block, path: str) -> float | None | Unknown:
    """A duration, which is written ``0.5s``."""
    value = block.get(path)
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(value, dict):
        whole = Block(value)
        parts = (whole.number("seconds", 0), whole.number("nanos", 0))
        known = [part for part in parts if isinstance(part, (int, float))]
        return known[0] + known[1] / 1e9 if len(known) == len(parts) else Unknown(f"{path} is no duration")
    try:
        return float(str(value).removesuffix("s"))
    except ValueError:
        return Unknown(f"{path} is no duration")
