"""Whose native types are whose: what their names start with."""

from __future__ import annotations

import re

PREFIXES = {
    "aws": "aws",
    "google": "gcp",
    "time": "gcp",
    "azurerm": "azure",
    "azuread": "azure",
    "azapi": "azure",
    "kubernetes": "kubernetes",
    "k8s": "kubernetes",
    "vault": "vault",
    "envoy": "envoy",
    "kafka": "kafka",
    "redis": "redis",
    "prometheus": "prometheus",
    "alertmanager": "prometheus",
    "otel": "telemetry",
    "fluentbit": "telemetry",
    "vector": "telemetry",
    "openapi": "edge",
    "nginx": "edge",
    "haproxy": "edge",
    "github": "pipelines",
    "gitlab": "pipelines",
    "text": "text",
    "application": "application",
}
"""What native types start with, and the provider that reads them."""
_END = re.compile("[_:]")


def prefix_of(native_type: str) -> str:
    """What a native type starts with: ``aws`` of ``aws_s3_bucket``, ``k8s`` of ``k8s:Pod``."""
    return _END.split(native_type.removeprefix("data."), maxsplit=1)[0]


def provider_of(native_type: str) -> str:
    """The provider behind a native type; the prefix itself where nobody reads it."""
    prefix = prefix_of(native_type)
    return PREFIXES.get(prefix, prefix)
