"""What a content security policy lets a page do (W3C, Content Security Policy Level 3)."""

from __future__ import annotations

import re

from pcicheck.model.kinds.assurance import HeaderPolicy
from pcicheck.model.logic import all_true
from pcicheck.model.value import Unknown

YEAR_SECONDS = 31_536_000
CSP = "content-security-policy"
HSTS = "strict-transport-security"
_ANY_SOURCE = frozenset(("*", "http:", "https:", "data:", "blob:", "http://*", "https://*"))
_NAMED = re.compile(r"'(?:nonce-|sha(?:256|384|512)-|strict-dynamic)")
_AGE = re.compile(r"max-age\s*=\s*\"?(\d+)")

Text = str | None | Unknown


def header_policy(csp: Text, hsts: bool | Unknown) -> HeaderPolicy:
    """The facts of security headers from the content security policy and what is known of HSTS."""
    return HeaderPolicy(
        scripts_restricted=csp if isinstance(csp, Unknown) else _scripts_restricted(csp or ""),
        violations_reported=csp if isinstance(csp, Unknown) else _reports(csp or ""),
        forces_https=hsts,
    )


def forces_https(value: Text) -> bool | Unknown:
    """Whether an HSTS header holds for a year or more, and for subdomains."""
    if value is None or isinstance(value, Unknown):
        return value or False
    age = _AGE.search(value.lower())
    return all_true(age is not None and int(age[1]) >= YEAR_SECONDS, "includesubdomains" in value.lower())


def _scripts_restricted(csp: str) -> bool:
    directives = _directives(csp)
    sources = directives.get("script-src", directives.get("default-src"))
    if sources is None or _ANY_SOURCE.intersection(sources):
        return False
    named = any(_NAMED.match(source) for source in sources)
    return named or "'unsafe-inline'" not in sources  # browsers ignore unsafe-inline beside a nonce or hash


def _reports(csp: str) -> bool:
    directives = _directives(csp)
    return bool(directives.get("report-uri") or directives.get("report-to"))


def _directives(csp: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in csp.lower().split(";"):
        name, *sources = part.split() or [""]
        found.setdefault(name, sources)  # the first of a name wins
    return found
