"""Listeners of Envoy: each is as strong as its weakest filter chain.

``config.listener.v3.Listener``. Chains that only redirect to HTTPS, or hand bytes on unread, have no TLS to judge as
long as another chain has. What only programs of the same machine reach needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint, TrustStore
from pcicheck.model.link import Link
from pcicheck.model.logic import all_true, any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.connecting.connection import is_wildcard
from pcicheck.providers.endpoints import NO_SUCH, ONE_LISTENER, ONLY_REDIRECTS, PASSED_THROUGH
from pcicheck.providers.envoy.addresses import exposure_of, host_and_port, listens_locally
from pcicheck.providers.envoy.chains import Chain, chains_of, is_datagrams, is_http3
from pcicheck.providers.envoy.clients import Clients, clients_of
from pcicheck.providers.envoy.filters import Filter
from pcicheck.providers.envoy.logs import chain_logs, logs
from pcicheck.providers.envoy.messages import choice
from pcicheck.providers.envoy.requests import (
    Manager,
    drops_headers,
    enforced,
    forwards_claims,
    normalises_paths,
    resists_smuggling,
)
from pcicheck.providers.envoy.routes import routes_of
from pcicheck.providers.envoy.tls import certificate_name, lowest_version, weak_ciphers
from pcicheck.providers.kubernetes.reached import served_at, spellings

_LOCAL = Inapplicable("only programs on the same machine reach it")
_NO_CHAIN = Inapplicable("it takes no connections from elsewhere")
_DATAGRAMS = Inapplicable("it takes datagrams, and nothing is known of what is in them")
_NOT_HTTP = Inapplicable("it does not read requests")
_NO_AUTHORIZATION = Inapplicable("no authorization is set up in it")
_NOT_ASKED = Inapplicable("it asks for no client certificates")
_OUTBOUND = Unknown("it is meant for calls of its own machine, but is not bound to it")
_PROTECTION = ("encrypted", "min_tls", "weak_ciphers", "client_certificates", "redirects_to_tls", "certificate")
_WEAKEST = ("none", "optional", "passthrough", "required")


def listener(document: Document) -> Iterator[Resource]:
    """A listener, what it checks client certificates by, and its routes."""
    labels = labels_of(document)
    chains = chains_of(document)
    known = () if isinstance(chains, Unknown) else chains
    clients = [clients_of(chain, document) for chain in known]
    facts = _common(document, labels)
    facts |= _protection(document, chains, clients) | _requests(document, chains)
    yield resource(document, Endpoint(**facts), labels=labels, names=tuple(_names(document)))
    for part, peer in _stores(known, clients).items():
        store = TrustStore(authorities=peer.anchor is not None, revocation=peer.revocation)
        yield resource(document, store, part=part, labels=labels)
    if listens_locally(document) is not True and not _is_outbound(document):
        yield from routes_of(document, known, clients, labels)


def _names(document: Document) -> Iterator[str]:
    """Names by which callers reach it: its address, the names that its chains are for, and those of services."""
    host, _, port = (host_and_port(document.get("address")) or "").rpartition(":")
    if host and not is_wildcard(host):
        yield f"{host}:{port}"
    chains = document.blocks("filter_chains")
    for chain in () if isinstance(chains, Unknown) or not port else chains:
        named = chain.texts("filter_chain_match.server_names")
        for name in () if isinstance(named, Unknown) else named:
            if isinstance(name, str) and "*" not in name:
                yield from spellings(f"{name}:{port}")
    yield from served_at(document, port)


def labels_of(document: Document) -> dict[str, str]:
    """What the owner says of a listener, under ``metadata.filter_metadata.pci``."""
    written = document.get("metadata.filter_metadata")
    said = written.get("pci") if isinstance(written, dict) else None
    held = said if isinstance(said, dict) else {}
    return {f"pci:{key}": str(value) for key, value in held.items() if isinstance(value, (str, int, bool))}


def _common(document: Document, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "role": "listener",
        "exposure": exposure_of(document),
        "local_only": listens_locally(document),
        "audience": labels.get("pci:audience"),
        "plain_listener": ONE_LISTENER,
        "client_certificates_bypass": NO_SUCH,
        "backend_certificate": NO_SUCH,
        "waf": Unknown("what stands before it is not known here"),
        "execution_logging": NO_SUCH,
        "platform_sign_in": NO_SUCH,
        "plain_ftp": NO_SUCH,
        "cors_any_origin": NO_SUCH,
        "administration_public": NO_SUCH,
        "private_network": NO_SUCH,
    }


def _is_outbound(document: Document) -> bool:
    return choice(document, "traffic_direction", "UNSPECIFIED", "INBOUND", "OUTBOUND") == "OUTBOUND"


def _protection(
    document: Document, chains: tuple[Chain, ...] | Unknown, clients: list[Clients | Inapplicable | Unknown]
) -> dict[str, Any]:
    """What TLS does for callers."""
    if isinstance(chains, Unknown):
        return dict.fromkeys(_PROTECTION + _CHECKS, chains)
    if is_datagrams(document) or not chains:
        return dict.fromkeys(_PROTECTION + _CHECKS, _DATAGRAMS if is_datagrams(document) else _NO_CHAIN)
    facts = _encryption(document, chains) | _asked(clients)
    protected = any(chain.carries == "tls" for chain in chains)
    if listens_locally(document) is True and not protected:
        return facts | dict.fromkeys(_PROTECTION + _CHECKS, _LOCAL)
    if listens_locally(document) is True and facts["client_certificates"] == "none":
        return facts | dict.fromkeys(("client_certificates", *_CHECKS), _LOCAL)
    if _is_outbound(document) and listens_locally(document) is not True:
        return facts | dict.fromkeys(_PROTECTION, _OUTBOUND)
    return facts


_CHECKS = ("trust_anchor", "client_expiry_checked", "client_names_checked")


def _encryption(document: Document, chains: tuple[Chain, ...]) -> dict[str, Any]:
    judged = [chain for chain in chains if chain.carries not in ("redirect", "passed")]
    if not judged:
        why = ONLY_REDIRECTS if any(chain.carries == "redirect" for chain in chains) else PASSED_THROUGH
        facts: dict[str, Any] = dict.fromkeys(("min_tls", "weak_ciphers", "certificate"), why)
        plain: Any = False if why is ONLY_REDIRECTS else why
        protocols = ("http",) if why is ONLY_REDIRECTS else ("tcp",)
        redirected = True if why is ONLY_REDIRECTS else why
        return facts | {"encrypted": plain, "redirects_to_tls": redirected, "protocols": protocols}
    sockets = [(chain.carries, chain.socket) for chain in judged]
    carried = [carries if isinstance(carries, Unknown) else carries == "tls" for carries, _ in sockets]
    versions = [
        socket if isinstance(socket, Unknown) else lowest_version(socket, document, server=True)
        for carries, socket in sockets
        if carries == "tls"
    ]
    return {
        "encrypted": all_true(*carried),
        "redirects_to_tls": False,
        "protocols": _protocols(document, judged),
        "min_tls": _lowest(carried, versions),
        "weak_ciphers": _ciphers(judged, document),
        "certificate": _certificate(judged),
    }


def _lowest(carried: list[bool | Unknown], versions: list[float | Unknown]) -> Fact[float]:
    """The lowest version of all chains; ``None`` where a chain has no TLS at all."""
    if False in carried:
        return None
    unknown = next((item for item in (*carried, *versions) if isinstance(item, Unknown)), None)
    known = [version for version in versions if not isinstance(version, Unknown)]
    low = min(known, default=None)
    return unknown if unknown is not None and (low is None or low >= 1.2) else low


def _ciphers(chains: list[Chain], document: Document) -> Fact[tuple[str | Unknown, ...]]:
    kinds: dict[str | Unknown, None] = {}
    for chain in chains:
        if isinstance(chain.socket, Unknown) or chain.carries != "tls":
            kinds.update({chain.socket: None} if isinstance(chain.socket, Unknown) else {})
            continue
        found = weak_ciphers(chain.socket, lowest_version(chain.socket, document, server=True))
        kinds.update({found: None} if isinstance(found, Unknown) else dict.fromkeys(found))
    return tuple(kinds)


def _certificate(chains: list[Chain]) -> Fact[Link]:
    """The certificate of the first chain that has one, by its file or secret."""
    for chain in chains:
        if not isinstance(chain.socket, Unknown):
            name = certificate_name(chain.socket.context)
            if name is not None:
                return name if isinstance(name, Unknown) else Link(name, "certificate")
    return None


def _protocols(document: Document, chains: list[Chain]) -> tuple[str, ...]:
    base = "http" if any(chain.managers for chain in chains) else "tcp"
    secure = ("http3",) if is_http3(document) else (f"{base}s",) if base == "http" else ("tls",)
    every = [secure if chain.carries == "tls" else (base,) for chain in chains]
    return tuple(dict.fromkeys(name for names in every for name in names))


def _asked(clients: list[Clients | Inapplicable | Unknown]) -> dict[str, Any]:
    """What is asked of callers, at the chain that asks least."""
    judged = [one for one in clients if not isinstance(one, Inapplicable)]
    if not judged:
        return dict.fromkeys(("client_certificates", *_CHECKS), clients[0])
    known = [one for one in judged if isinstance(one, Clients)]
    unknown = next((one for one in judged if isinstance(one, Unknown)), None)
    modes = [one.asked for one in known]
    certain = [mode for mode in modes if not isinstance(mode, Unknown)]
    unsure = unknown or next((mode for mode in modes if isinstance(mode, Unknown)), None)
    weakest = min(certain, key=_WEAKEST.index, default=None)
    asked = weakest if weakest == "none" or unsure is None else unsure
    asking = [one.peer for one in known if one.peer is not None and one.asked != "none"]
    if not asking:
        return {"client_certificates": asked} | dict.fromkeys(
            _CHECKS, unknown or (None if asked != "none" else _NOT_ASKED)
        )
    anchors = [peer.anchor for peer in asking]
    return {
        "client_certificates": asked,
        "trust_anchor": _anchor(anchors),
        "client_expiry_checked": all_true(*(_not(peer.expired) for peer in asking)),
        "client_names_checked": all_true(*(one.named for one in known if one.asked != "none")),
    }


def _anchor(anchors: list[str | None | Unknown]) -> Fact[Link]:
    if None in anchors:
        return None
    unknown = next((anchor for anchor in anchors if isinstance(anchor, Unknown)), None)
    return unknown or Link(str(anchors[0]), "trust_store")


def _not(answer: bool | Unknown) -> bool | Unknown:
    return answer if isinstance(answer, Unknown) else not answer


def _stores(chains: tuple[Chain, ...], clients: list[Clients | Inapplicable | Unknown]) -> dict[str, Any]:
    """By what each chain checks client certificates; chains that do it alike are told once."""
    seen: dict[str, Any] = {}
    for chain, one in zip(chains, clients, strict=True):
        peer = one.peer if isinstance(one, Clients) and one.asked != "none" else None
        if peer is not None and peer.anchor is not None and peer not in seen.values():
            seen[f"clients/{chain.name}" if seen else "clients"] = peer
    return seen


def _requests(document: Document, chains: tuple[Chain, ...] | Unknown) -> dict[str, Any]:
    """What is done with requests and connections beside TLS."""
    if isinstance(chains, Unknown):
        return dict.fromkeys((*_OF_REQUESTS, "access_logging", "authorization_enforced"), chains)
    judged = tuple(chain for chain in chains if chain.carries != "redirect")
    managers = [manager for chain in judged for manager in chain.managers]
    facts: dict[str, Any] = {name: _of_all(managers, asks) for name, asks in _OF_REQUESTS.items()}
    facts["caller_claims_believed"] = (
        any_true(*(forwards_claims(manager) for manager in managers)) if managers else _NOT_HTTP
    )
    if listens_locally(document) is True:
        facts["caller_claims_believed"] = _LOCAL
    return facts | {"access_logging": _logging(document, chains), "authorization_enforced": _enforced(judged)}


_OF_REQUESTS: dict[str, Callable[[Manager], bool | Unknown]] = {
    "drops_invalid_headers": drops_headers,
    "smuggling_defence": resists_smuggling,
    "paths_normalised": normalises_paths,
}


def _of_all(managers: list[Manager], asks: Callable[[Manager], bool | Unknown]) -> bool | Inapplicable | Unknown:
    return all_true(*(asks(manager) for manager in managers)) if managers else _NOT_HTTP


def _logging(document: Document, chains: tuple[Chain, ...]) -> Fact[bool]:
    """Whether the listener logs its connections, or every chain what passes it."""
    if document.get("internal_listener") is not None:
        return Inapplicable("only Envoy itself reaches it, and the listener before it logs")
    whole = logs(document)
    if whole is True or not chains:
        return whole if chains else _NO_CHAIN
    each = [chain.filters if isinstance(chain.filters, Unknown) else chain_logs(chain.filters) for chain in chains]
    every = all_true(*each)
    return whole if every is False and isinstance(whole, Unknown) else every


def _enforced(chains: tuple[Chain, ...]) -> Fact[bool]:
    answers: list[bool | Unknown] = []
    for chain in chains:
        for filters in (chain.filters, *(manager.filters for manager in chain.managers)):
            answer = enforced(_known(filters)) if not isinstance(filters, Unknown) else filters
            if answer is not None:
                answers.append(answer)
    return all_true(*answers) if answers else _NO_AUTHORIZATION


def _known(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    return tuple(filter_ for filter_ in filters if filter_.disabled is not True)
