"""Security headers that CloudFront adds to answers.

Terraform registry, hashicorp/aws, ``aws_cloudfront_response_headers_policy``: ``security_headers_config`` with
``content_security_policy`` and ``strict_transport_security`` (``access_control_max_age_sec``, ``include_subdomains``,
``preload``, ``override``); ``custom_headers_config.items`` with ``header`` and ``value``. Nothing is added by default.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.headers import CSP, YEAR_SECONDS, header_policy

_SECURITY = "security_headers_config"
_HSTS = f"{_SECURITY}.strict_transport_security"


def headers(document: Document) -> Iterator[Resource]:
    """A response headers policy."""
    csp = document.text(f"{_SECURITY}.content_security_policy.content_security_policy")
    facts = header_policy(csp if csp is not None else _custom(document, CSP), _hsts(document))
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def _hsts(document: Document) -> bool | Unknown:
    written = document.has(_HSTS)
    if written is not True:
        return written
    age = document.number(f"{_HSTS}.access_control_max_age_sec", 0)
    long_enough = age if isinstance(age, Unknown) else (age or 0) >= YEAR_SECONDS
    flags = (document.flag(f"{_HSTS}.{name}", False) for name in ("include_subdomains", "preload", "override"))
    return all_true(long_enough, *flags)


def _custom(document: Document, wanted: str) -> str | None | Unknown:
    items = document.blocks("custom_headers_config.items")
    if isinstance(items, Unknown):
        return items
    for item in items:
        name = item.text("header")
        if isinstance(name, str) and name.lower() == wanted:
            return item.text("value")
    return None
