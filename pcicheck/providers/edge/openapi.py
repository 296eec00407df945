"""Descriptions of APIs in OpenAPI 3.0 and 3.1 and Swagger 2.0 (spec.openapis.org).

``security`` of an operation takes the place of the document's; an empty list switches it off, and an empty requirement
among several makes signing in optional. Without ``servers`` the address is that of the document, without ``schemes``
(2.0) the scheme is; neither is written in the file. A description does not check requests; the gateway does that it is
given to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.kinds.edge import ApiDescription, SignInScheme
from pcicheck.model.kinds.transport import Route
from pcicheck.model.logic import all_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.edge.openapi_references import Description
from pcicheck.providers.edge.openapi_schemas import fields, says_something, unbounded
from pcicheck.providers.endpoints import silent
from pcicheck.providers.schemas import field_name

_SILENT = Inapplicable("the description of an API does not say so")
_GATEWAY = Inapplicable("the gateway that the description is given to does that")
_NO_FLOWS = Inapplicable("it has no flows of OAuth 2.0")
_NO_ADDRESS = Inapplicable("it names no address at which callers get tokens")
_NO_INPUT = Inapplicable("it takes no input")
_LOCAL = ("localhost", "127.", "[::1]", "0.0.0.0")  # noqa: S104 - only compared with
_STRENGTH = ("none", "api_key", "custom", "token", "certificate")
_FLOWS = {"accessCode": "authorization_code", "application": "client_credentials", "deviceAuthorization": "device"} | {
    "authorizationCode": "authorization_code",
    "clientCredentials": "client_credentials",
}
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def document(found: Document) -> Iterator[Resource]:
    """A description as a whole. One without operations only lends its parts to others."""
    description = Description(found)
    if not description.root.get("paths") and not description.root.get("webhooks"):
        return
    encrypted = _encrypted(description)
    endpoint = replace(silent(_SILENT, "api"), encrypted=encrypted, redirects_to_tls=False, audience=None)
    if isinstance(encrypted, Inapplicable):
        endpoint = replace(endpoint, redirects_to_tls=encrypted)
    yield resource(found, endpoint)
    general = description.root.get("security")
    default = general if isinstance(general, Unknown) else _authentication(description, general) not in ("none",)
    facts = ApiDescription(asks_by_default=default, undefined_schemes=_undefined(description))
    yield resource(found, facts, part="description")


def scheme(found: Document) -> Iterator[Resource]:
    """A way to sign in."""
    description = Description(found)
    values = description.plain(description.schemes.get(str(found.get("scheme"))))
    if not isinstance(values, dict):
        unread = values if isinstance(values, Unknown) else Unknown("it is no mapping")
        yield resource(found, SignInScheme(form=unread, flows=unread, over_tls=unread))
        return
    flows = _flows(values)
    addresses = [address for address in _addresses(values) if address is not None]
    yield resource(
        found,
        SignInScheme(
            form=_form(values),
            flows=tuple(flows) if values.get("type") == "oauth2" else _NO_FLOWS,
            over_tls=all_true(*map(_is_secure, addresses)) if addresses else _NO_ADDRESS,
        ),
    )


def operation(found: Document) -> Iterator[Resource]:
    """An operation."""
    description = Description(found)
    path, method = str(found.get("path")), str(found.get("method"))
    item = description.mapping(description.mapping(description.root.get("paths")).get(path))
    values = description.plain(item.get(method))
    if not isinstance(values, dict):
        values = {}
    security = values.get("security", description.root.get("security"))
    inputs = _Inputs(description, item, values)
    yield resource(
        found,
        Route(
            method=method.upper(),
            path=path,
            authentication=security if isinstance(security, Unknown) else _authentication(description, security),
            request_validation=_GATEWAY,
            rate_limit=_GATEWAY,
            caches_in_clear=_GATEWAY,
            payload_logging=_GATEWAY,
            form_declared=inputs.declared(),
            unbounded_fields=inputs.unbounded(),
            address_fields=inputs.in_address(),
            answer_fields=tuple(dict.fromkeys(_answers(description, values))),
        ),
    )


# -- addresses ------------------------------------------------------------------------------------------------------


def _encrypted(description: Description) -> Fact[bool]:
    """Whether every address that the description names speaks TLS; local ones for trials aside."""
    schemes = [_scheme_of(address) for address in _servers(description)] + _old_schemes(description)
    known = [found for found in schemes if isinstance(found, str)]
    if any(found in ("http", "ws") for found in known):
        return False
    unknown = next((found for found in schemes if isinstance(found, Unknown)), None)
    if unknown is not None or not schemes:
        return unknown or Unknown("the address at which the API answers is not written here")
    return True


def _servers(description: Description) -> Iterator[Any]:
    for owner in (description.root, *_items(description)):
        servers = owner.get("servers")
        for server in servers if isinstance(servers, list) else ():
            address = server.get("url") if isinstance(server, dict) else server
            if isinstance(address, str) and isinstance(server, dict):
                address = _filled(address, description.mapping(server.get("variables")))
            if not (isinstance(address, str) and _is_local(address)):
                yield address


def _filled(address: str, variables: dict[str, Any]) -> Any:
    """An address with the variable before ``://`` filled in; the worse where it has several values."""
    name = address.partition("://")[0].strip("{}")
    values = variables.get(name)
    if not address.startswith("{") or not isinstance(values, dict):
        return address
    listed = values.get("enum")
    options = [*(listed if isinstance(listed, list) else []), values.get("default")]
    plain = next((option for option in options if option in ("http", "ws")), None)
    return f"{plain or 'https'}://{address.partition('://')[2]}"


def _scheme_of(address: Any) -> str | Unknown:
    if isinstance(address, Unknown):
        return address
    head, separator, _ = str(address).partition("://")
    if not separator:
        return Unknown("the address is relative, so where the description is served decides")
    return Unknown(f"the variable {head} decides whether it is encrypted") if head.startswith("{") else head.lower()


def _old_schemes(description: Description) -> list[Any]:
    if not description.old or _is_local(f"http://{description.root.get('host')}"):
        return []
    written = [owner.get("schemes") for owner in (description.root, *_operations(description))]
    hidden = [found for found in written if isinstance(found, Unknown)]
    return hidden + [found for listed in written if isinstance(listed, list) for found in listed]


def _items(description: Description) -> Iterator[dict[str, Any]]:
    for item in description.mapping(description.root.get("paths")).values():
        found = description.mapping(item)
        yield found
        yield from (value for name in _METHODS if isinstance(value := found.get(name), dict))


def _operations(description: Description) -> Iterator[dict[str, Any]]:
    for item in description.mapping(description.root.get("paths")).values():
        found = description.mapping(item)
        yield from (value for name in _METHODS if isinstance(value := found.get(name), dict))


def _is_local(address: str) -> bool:
    return address.partition("://")[2].startswith(_LOCAL)


def _is_secure(address: Any) -> bool | Unknown:
    if isinstance(address, Unknown):
        return address
    return not str(address).startswith("http://") or _is_local(str(address))


# -- signing in -----------------------------------------------------------------------------------------------------


def _authentication(description: Description, security: Any) -> Any:
    """How callers prove who they are, by the weakest way that is let pass."""
    if not isinstance(security, list) or not security:
        return "none"
    found = [_of_requirement(description, requirement) for requirement in security]
    known = [item for item in found if isinstance(item, str)]
    if "none" in known:
        return "none"
    unknown = next((item for item in found if isinstance(item, Unknown)), None)
    return unknown or min(known, key=_STRENGTH.index)


def _of_requirement(description: Description, requirement: Any) -> str | Unknown:
    """The strongest of the ways that a requirement asks for together."""
    if not isinstance(requirement, dict):
        return requirement if isinstance(requirement, Unknown) else "none"
    found = [_of_scheme(description, str(name)) for name in requirement]
    known = [item for item in found if isinstance(item, str)]
    if known:
        return max(known, key=_STRENGTH.index)
    return next((item for item in found if isinstance(item, Unknown)), "none")


def _of_scheme(description: Description, name: str) -> str | Unknown:
    values = description.plain(description.schemes.get(name))
    if not isinstance(values, dict):
        return values if isinstance(values, Unknown) else Unknown(f"the scheme {name} is asked for and defined nowhere")
    form = _form(values)
    if isinstance(form, Unknown):
        return form
    names = {"bearer": "token", "oauth2": "token", "openid": "token", "certificate": "certificate"}
    return "api_key" if str(form).startswith("key_") else names.get(str(form), "custom")


def _form(values: dict[str, Any]) -> Any:
    kind = values.get("type")
    if isinstance(kind, Unknown):
        return kind
    if kind == "apiKey":
        place = values.get("in")
        places = {"query": "key_in_address", "header": "key_in_header", "cookie": "key_in_cookie"}
        return place if isinstance(place, Unknown) else places.get(str(place), "other")
    if kind == "http":
        word = values.get("scheme")
        known = ("basic", "digest", "bearer")
        return word if isinstance(word, Unknown) else str(word).lower() if str(word).lower() in known else "other"
    names = {"basic": "basic", "oauth2": "oauth2", "openIdConnect": "openid", "mutualTLS": "certificate"}
    return names.get(str(kind), "other")


def _flows(values: dict[str, Any]) -> list[str]:
    flows = values.get("flows")
    written = list(flows) if isinstance(flows, dict) else [values["flow"]] if "flow" in values else []
    return [_FLOWS.get(str(name), str(name)) for name in written if not str(name).startswith("x-")]


def _addresses(values: dict[str, Any]) -> Iterator[Any]:
    flows = values.get("flows")
    for owner in (values, *(flows.values() if isinstance(flows, dict) else ())):
        if isinstance(owner, dict):
            yield from (owner.get(name) for name in ("authorizationUrl", "tokenUrl", "refreshUrl", "openIdConnectUrl"))


def _undefined(description: Description) -> tuple[str, ...] | Unknown:
    asked: dict[str, None] = {}
    for owner in (description.root, *_operations(description)):
        security = owner.get("security")
        for requirement in security if isinstance(security, list) else ():
            asked.update(dict.fromkeys(str(name) for name in requirement) if isinstance(requirement, dict) else {})
    missing = tuple(name for name in asked if name not in description.schemes)
    written = description.written_schemes
    return written if missing and isinstance(written, Unknown) else missing


# -- what comes in and goes out -------------------------------------------------------------------------------------


class _Inputs:
    """The parameters and the body of an operation."""

    def __init__(self, description: Description, item: dict[str, Any], values: dict[str, Any]) -> None:
        self.description = description
        listed = [*_listed(item.get("parameters")), *_listed(values.get("parameters"))]
        self.parameters = [description.plain(parameter) for parameter in listed]
        self.bodies = [*self._modern_bodies(values.get("requestBody")), *self._old_bodies()]

    def _modern_bodies(self, body: Any) -> list[Any]:
        found = self.description.plain(body)
        if not isinstance(found, dict):
            return [found] if isinstance(found, Unknown) else []
        content = found.get("content")
        media = list(content.values()) if isinstance(content, dict) else []
        return [one.get("schema", {}) if isinstance(one, dict) else {} for one in media] or [{}]

    def _old_bodies(self) -> list[Any]:
        return [one.get("schema", {}) for one in self._known() if one.get("in") == "body"]

    def _known(self) -> list[dict[str, Any]]:
        return [one for one in self.parameters if isinstance(one, dict)]

    def _schemas(self) -> Iterator[tuple[str, Any]]:
        for one in self._known():
            if one.get("in") != "body":
                content = one.get("content")
                media: Any = next(iter(content.values()), None) if isinstance(content, dict) else None
                inner = media.get("schema") if isinstance(media, dict) else None
                yield str(one.get("name")), one if self.description.old else one.get("schema", inner or {})

    def declared(self) -> Fact[bool]:
        """Whether each of them says what it may hold."""
        schemas = [schema for _, schema in self._schemas()] + self.bodies
        answers = [says_something(self.description, schema) for schema in schemas]
        hidden = next((one for one in self.parameters if isinstance(one, Unknown)), None)
        if False in answers:
            return False
        unknown = next((answer for answer in answers if isinstance(answer, Unknown)), hidden)
        return unknown if unknown is not None else True if answers else _NO_INPUT

    def unbounded(self) -> Any:
        """What nothing limits."""
        hidden = [one for one in self.parameters if isinstance(one, Unknown)]
        found = [name for key, schema in self._schemas() for name in unbounded(self.description, schema, key)]
        found += [name for body in self.bodies for name in unbounded(self.description, body, "body", body=True)]
        if not self.parameters and not self.bodies:
            return _NO_INPUT
        known = tuple(dict.fromkeys(name for name in found if isinstance(name, str)))
        unread = next((name for name in (*found, *hidden) if isinstance(name, Unknown)), None)
        return known or (() if unread is None else unread)

    def in_address(self) -> tuple[Any, ...]:
        """What callers write into path and query."""
        hidden = [one for one in self.parameters if isinstance(one, Unknown)]
        names = [field_name(str(one.get("name"))) for one in self._known() if one.get("in") in ("path", "query")]
        return (*dict.fromkeys(names), *hidden)


def _answers(description: Description, values: dict[str, Any]) -> Iterator[str | Unknown]:
    for answer in description.mapping(values.get("responses")).values():
        found = description.plain(answer)
        if isinstance(found, Unknown):
            yield found
        if not isinstance(found, dict):
            continue
        content = found.get("content")
        schemas = (
            [one.get("schema") for one in content.values() if isinstance(one, dict)]
            if isinstance(content, dict)
            else []
        )
        for schema in (found.get("schema"), *schemas):
            yield from fields(description, schema)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
