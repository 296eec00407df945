"""Lists of certificates of HAProxy, whose lines say for some names otherwise than the ``bind`` that names them.

Configuration manual 5.1, ``crt-list`` (docs.haproxy.org): a line is ``<crtfile> [<sslbindconf> …] <snifilter> …``, and
``verify``, ``ca-file``, ``crl-file``, ``ciphers``, ``ssl-min-ver`` and their like there take the place of those of the
``bind``. Scanned files stand elsewhere than on the server, so the end of a path decides which list is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pcicheck.model.document import Document
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.ciphers import Weak
from pcicheck.providers.edge.haproxy_file import Words
from pcicheck.providers.kubernetes.beside import beside

_VALUED = ("verify", "ca-file", "ca-verify-file", "crl-file", "ciphers", "ssl-min-ver", "ssl-max-ver")
_MIXED = Unknown("client certificates are asked for otherwise for some names than for others")


def ways_in(document: Document, words: Words) -> list[Words] | Unknown:
    """The options that hold for each certificate of a ``bind``."""
    listed = [words[at + 1] for at, word in enumerate(words[:-1]) if word == "crt-list"]
    if not listed:
        return [words]
    lists = beside(document, _lists)
    ways: list[Words] = [words] if "crt" in words else []
    for path in listed:
        entries = _meant(str(path), lists) if isinstance(path, str) else None
        if entries is None:
            return Unknown(f"the list of certificates {path} may say otherwise for some names; scan it too")
        ways += [_overridden(words, entry) for entry in entries]
    return ways or [words]


def _overridden(words: Words, options: Words) -> Words:
    """The words of a ``bind`` with those of a line of a list in their places."""
    named = {word for word in options if isinstance(word, str)}
    found: Words = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif isinstance(word, str) and word in _VALUED and word in named:
            skip = True
        else:
            found.append(word)
    return [*found, *options]


def _lists(document: Document) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for other in document.surroundings.of_type("haproxy:crt-list"):
        entries: Any = other.get("entries")
        if isinstance(entries, list):
            found[str(other.get("file"))] = [entry["words"] for entry in entries]
    return found


def _meant(path: str, lists: dict[str, list[Words]]) -> list[Words] | None:
    """The lines of the one list whose path ends alike; ``None`` where that is not plain."""
    wanted = [part for part in path.split("/") if part not in ("", ".")]
    for length in (2, 1):
        ending = wanted[-length:]
        near = [name for name in lists if name.replace(":", "/").split("/")[-length:] == ending]
        if len(near) == 1:
            return lists[near[0]]
        if near:
            return None
    return None


def worst_version(found: Sequence[float | Unknown]) -> float | Unknown:
    """The lowest version of all, where that is bad enough or all are known."""
    known = [one for one in found if not isinstance(one, Unknown)]
    unknown = next((one for one in found if isinstance(one, Unknown)), None)
    if known and (unknown is None or min(known) < 1.2):
        return min(known)
    return unknown or Unknown("the list of certificates is empty")


def all_weak(found: Sequence[Weak | Unknown]) -> Weak | Unknown:
    """The poor algorithms of all."""
    weak = tuple(dict.fromkeys(kind for one in found if not isinstance(one, Unknown) for kind in one))
    unknown = next((one for one in found if isinstance(one, Unknown)), None)
    return weak if weak or unknown is None else unknown


def same_of(found: Sequence[Fact[Any]]) -> Fact[Any]:
    """What all of them say alike."""
    unknown = next((one for one in found if isinstance(one, Unknown)), None)
    return unknown or (found[0] if len(set(found)) == 1 else _MIXED)
