"""Servers behind HAProxy, its statistics and its users (configuration manual, 5.2, 4.2 "stats …", 3.4 "Userlists").

A server's certificate is checked by default (``ssl-server-verify`` is ``required``), its name only with ``verifyhost``
or ``sni``. ``default-server`` sets options for the servers after it. Without ``mode http`` bytes are passed through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.kinds.edge import LocalUser, StatusPage
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.edge.haproxy_file import Place, Section, Words, after, all_of, is_local, lowest_version
from pcicheck.providers.endpoints import NO_TLS, PASSED_THROUGH

_ON_MACHINE = Inapplicable("it never leaves the machine")
_PUBLIC_AUTHORITIES = ("@system-ca", "ca-certificates", "ca-bundle")
_PUBLIC_FOLDERS = ("/etc/ssl/certs", "/etc/pki/tls/certs", "/usr/share/ca-certificates")


def server(document: Document) -> Iterator[Resource]:
    """A ``server`` line."""
    place = Place(document)
    options = [*place.words[3:], *(word for line in place.inherited("default-server") for word in line[1:])]
    address = place.words[2] if len(place.words) > 2 else ""
    encrypted = _encrypted(place, options, address)
    if encrypted is not True:
        why: Any = NO_TLS if encrypted is False else encrypted
        yield resource(document, Upstream(encrypted=encrypted, min_tls=why, verified=why, presents_certificate=why))
        return
    facts = Upstream(
        encrypted=True,
        min_tls=lowest_version(options, place.shared("ssl-default-server-options"), "ssl-default-server-options"),
        verified=_verified(place, options),
        presents_certificate=after(options, "crt") is not None,
    )
    yield resource(document, facts)


def _encrypted(place: Place, options: Words, address: Any) -> Fact[bool]:
    if "ssl" in options and "no-ssl" not in place.words:
        return True
    if is_local(address):
        return _ON_MACHINE
    hidden = next((word for word in options if isinstance(word, Unknown)), None)
    if place.mode != "http" and not any("ssl" in line for line in _ways_in(place)):
        return PASSED_THROUGH
    return hidden or False


def _ways_in(place: Place) -> Iterator[Words]:
    """The ``bind`` lines of the sections that lead to this server's."""
    for section in place.sections:
        if section is place.section or _leads_to(section, place.section["name"]):
            yield from (words for words in all_of(section) if words[0] == "bind")


def _leads_to(section: Section, name: str) -> bool:
    return any(words[0] in ("use_backend", "default_backend") and words[1:2] == [name] for words in all_of(section))


def _verified(place: Place, options: Words) -> bool | Unknown:
    shared = place.shared("ssl-server-verify")
    verify = after(options, "verify") or (shared if isinstance(shared, Unknown) else (shared or ["required"])[0])
    if isinstance(verify, Unknown):
        return verify
    if verify == "none":
        return False
    named = any(word in options for word in ("verifyhost", "sni"))
    authorities = after(options, "ca-file")
    anyone = isinstance(authorities, str) and (
        authorities.rstrip("/") in _PUBLIC_FOLDERS
        or any(part in authorities.rpartition("/")[2] for part in _PUBLIC_AUTHORITIES)
    )
    return named or not anyone


def stats(document: Document) -> Iterator[Resource]:
    """Statistics of a section, or the control sockets of the ``global`` one."""
    place = Place(document)
    if place.section["kind"] == "global":
        sockets = place.lines("stats", "socket")
        if sockets:
            facts = StatusPage(
                restricted=all(is_local(words[2]) for words in sockets if len(words) > 2),
                steers=any(after(words, "level") == "admin" for words in sockets),
            )
            yield resource(document, facts)
        return
    listens = place.listens()
    local = bool(listens) and all(len(words) > 1 and is_local(words[1]) for words in listens)
    signed = bool(place.inherited("stats", "auth")) or any(
        words[1:2] == ["auth"] for words in place.lines("http-request")
    )
    certified = bool(listens) and all(after(words, "verify") == "required" for words in listens)
    refused = [" ".join(map(str, words)) for words in place.lines("http-request", "deny") + place.lines("tcp-request")]
    by_address: bool | Unknown = False
    if any("src" in text for text in refused) or any("src" in words for words in place.lines("acl")):
        by_address = Unknown("rules about addresses stand here, and whom they keep out is not written plainly")
    admin = place.inherited("stats", "admin")
    yield resource(document, StatusPage(restricted=any_true(local, signed, certified, by_address), steers=bool(admin)))


def user(document: Document) -> Iterator[Resource]:
    """A user of a list, or of the statistics."""
    words = Place(document).words
    if words[:1] == ["stats"]:
        stored: Any = words[2] if isinstance(words[2], Unknown) else "plain"
    else:
        plain, hashed = after(words, "insecure-password"), after(words, "password")
        stored = "plain" if plain is not None else _form(str(hashed)) if hashed is not None else "none"
        stored = next((value for value in (plain, hashed) if isinstance(value, Unknown)), stored)
    yield resource(document, LocalUser(password_stored=stored))


def _form(password: str) -> str:
    return "hash" if password.startswith(("$5$", "$6$", "$2a$", "$2b$", "$2y$", "$y$", "$7$")) else "weak_hash"
