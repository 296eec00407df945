"""Security headers that a server block of nginx adds (``ngx_http_headers_module``)."""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.assurance import HeaderPolicy
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.edge.nginx_files import Directive, Site, args_of, text_of
from pcicheck.providers.edge.nginx_locations import locations, passes
from pcicheck.providers.edge.nginx_tls import Listen
from pcicheck.providers.headers import CSP, HSTS, forces_https, header_policy

_BEHIND = Unknown("nginx adds no such header here; what stands behind it may")
_NOT_HERE = Inapplicable("no content security policy is written here")


def headers(document: Document, site: Site, listens: list[Listen]) -> Iterator[Resource]:
    """The headers of a server that speaks TLS."""
    if not any(listen.tls is True for listen in listens):
        return
    blocks = [item["block"] for item in locations(site.tree)] or [[]]
    hsts = all_true(*(_hsts(site, block) for block in blocks))
    policies = list(dict.fromkeys(_value(site, CSP, block) for block in blocks))
    unknown = next((policy for policy in policies if isinstance(policy, Unknown)), None)
    if policies == [None]:
        yield resource(
            document,
            HeaderPolicy(forces_https=hsts, scripts_restricted=_NOT_HERE, violations_reported=_NOT_HERE),
            part="headers",
        )
        return
    each = [header_policy(policy, hsts) for policy in policies if not isinstance(policy, Unknown)]
    weakest = next((facts for facts in each if facts.scripts_restricted is False), each[0] if each else None)
    yield resource(document, weakest if weakest and not unknown else header_policy(unknown, hsts), part="headers")


def _hsts(site: Site, block: list[Directive]) -> bool | Unknown:
    value = _value(site, HSTS, block)
    if value is None:
        return _BEHIND if passes(block) or passes(site.tree) else False
    return forces_https(value)


def _value(site: Site, header: str, block: list[Directive]) -> str | None | Unknown:
    """A header as this block adds it: its own ``add_header`` lines put those of outer blocks out of force."""
    found = site.all("add_header", block)
    if isinstance(found, Unknown):
        return found
    for item in found:
        args = args_of(item)
        if len(args) > 1 and text_of(args[0]).lower() == header:
            return args[1] if isinstance(args[1], Unknown) else _known(str(args[1]))
    return None


def _known(value: str) -> str | Unknown:
    return Unknown(f"the variable {value} holds it") if value.startswith("$") else value
