"""What server blocks of nginx that share an address have in common: whether it is TLS, and its versions.

``ssl`` of ``listen`` belongs to the socket (``ngx_http_add_addresses`` of nginx's source: what any of them says is
or-ed), so that one server with it makes every server of the same address and port TLS.

"How nginx processes a request", "Virtual server selection" (nginx.org): OpenSSL takes ``ssl_protocols`` before the name
that a caller asks for is known, so those of the default server of the address hold, ``default_server`` or else the
first; since 1.29.2 (CHANGES) those of the server itself do, with OpenSSL 1.1.1 or later. ``ssl_verify_client``,
``ssl_client_certificate`` and ``ssl_ciphers`` are taken from the server that the name chooses
(``ngx_http_ssl_servername``), and a request to another server than the one that was agreed on is refused (421).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown
from pcicheck.providers.edge.nginx_files import Site
from pcicheck.providers.edge.nginx_tls import Listen, listens_of, lowest_of, min_tls
from pcicheck.providers.kubernetes.beside import beside

_SAFE = 1.2
_NOT_OWN = "before nginx 1.29.2 the TLS versions of the default server of its address hold, {}"
_WEAKER = "and {} takes older ones"
_UNSAID = "and {} names none"
_UNCLEAR = "and which server that is, is not written"
_MAYBE_SHARED = "{} makes the same address TLS, and whether one nginx reads both is not among what was scanned"


class Sharer(Struct, frozen=True):
    """One server block at an address."""

    address: str
    file: str
    line: int
    default: bool
    lowest: float | Unknown


Key = tuple[str, str, str]
"""The main file, ``http`` or ``stream``, and the address."""


def shared_listens(document: Document, site: Site) -> list[Listen]:
    """Every address of a server block, with the TLS that another server block of the same address brings."""
    listens = listens_of(site)
    if all(listen.tls is True for listen in listens):
        return listens
    secured = beside(document, _secured)
    own, near = (site.main, site.context), (_folder(site), site.context)
    found = []
    for listen in listens:
        tls = listen.tls
        if tls is not True:
            tls = secured.sure.get((*own, listen.socket), tls)
        if tls is False and not site.rooted and (*near, listen.socket) in secured.near:
            tls = Unknown(_MAYBE_SHARED.format(secured.near[*near, listen.socket]))
        found.append(listen if tls is listen.tls else replace(listen, tls=tls))
    return found


def lowest_shared(document: Document, site: Site, listens: list[Listen]) -> float | Unknown:
    """The lowest version that callers of a server block can use, whichever version of nginx runs it."""
    own = min_tls(site, listens)
    if isinstance(own, float) and own < _SAFE:
        return own
    if isinstance(own, Unknown) and (site.get("ssl_protocols") is not None or site.all("ssl_conf_command")):
        return own
    found = [_with_default(document, key, own) for key in _sockets(site, listens)]
    unknown = next((one for one in found if isinstance(one, Unknown)), None)
    return unknown or min((one for one in found if not isinstance(one, Unknown)), default=own)


def _with_default(document: Document, key: Key, own: float | Unknown) -> float | Unknown:
    sharers = beside(document, _sharers).get(key, [])
    defaults = _defaults(sharers)
    others = [one for one in defaults if one.address != document.address]
    if not others:
        return own
    if isinstance(own, Unknown):
        # Unwritten versions are safe by themselves since 1.27.3; older ones take those of the default server.
        known = [one.lowest for one in defaults if isinstance(one.lowest, float)]
        return min(known) if len(known) == len(defaults) and min(known) >= _SAFE else own
    weak = next((one for one in others if isinstance(one.lowest, Unknown) or one.lowest < _SAFE), None)
    if weak is None:
        return own
    why = _UNCLEAR if len(defaults) > 1 else _UNSAID if isinstance(weak.lowest, Unknown) else _WEAKER
    return Unknown(_NOT_OWN.format(why.format(weak.address)))


def _defaults(sharers: list[Sharer]) -> list[Sharer]:
    """The servers one of which is the default of the address."""
    named = [one for one in sharers if one.default]
    if named:
        return named[:1] if len(named) == 1 else named
    if len({one.file for one in sharers}) == 1:
        return [min(sharers, key=lambda one: one.line)]
    return sharers


def _sockets(site: Site, listens: list[Listen]) -> Iterator[Key]:
    for listen in _shared(listens):
        yield site.main, site.context, listen.socket


class _Secured(Struct, frozen=True):
    """The addresses that some server block makes TLS."""

    sure: dict[Key, bool | Unknown]
    near: dict[Key, str]
    """Those of files whose main file is not read, by folder instead, and a server block that says so."""


def _secured(document: Document) -> _Secured:
    found = _Secured({}, {})
    for other in document.surroundings.of_type("nginx:server"):
        site = Site(other)
        if site.on("ssl") is True:
            continue
        for listen in listens_of(site):
            if listen.tls is False or listen.quic:
                continue
            key = (site.main, site.context, listen.socket)
            if found.sure.get(key) is not True:
                found.sure[key] = listen.tls
            if listen.tls is True and not site.rooted:
                found.near[_folder(site), site.context, listen.socket] = other.address
    return found


def _folder(site: Site) -> str:
    return site.file.rpartition("/")[0]


def _shared(listens: list[Listen]) -> list[Listen]:
    return [listen for listen in listens if listen.tls is True and not listen.quic]


def _sharers(document: Document) -> dict[Key, list[Sharer]]:
    """Every server block with TLS in the input, by address."""
    found: dict[Key, list[Sharer]] = {}
    for other in document.surroundings.of_type("nginx:server"):
        site = Site(other)
        listens = shared_listens(other, site)
        lowest = lowest_of(site, "ssl_protocols")
        for listen, key in zip(_shared(listens), _sockets(site, listens), strict=True):
            sharer = Sharer(other.address, site.file, other.origin.line or 0, listen.default, lowest)
            found.setdefault(key, []).append(sharer)
    return found
