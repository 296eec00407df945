"""The ends and ports of filter rules on Azure.

Azure, "Virtual network service tags": ``Internet`` and ``*`` take in everyone; every other tag names Microsoft's own
services, a load balancer or the network itself. A tag is a word, so what is neither a range of addresses nor a word
is not known. ``*`` as protocol goes with the ports that are written, so it is not the same as every port. One text may
hold several ends or ranges between commas, as the portal takes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.document import Block
from pcicheck.model.ports import Ports
from pcicheck.model.value import Unknown
from pcicheck.providers.addresses import Span, span
from pcicheck.providers.filters import ANYONE, Peers, Texts

_EVERYONE = ("*", "any", "internet", "/0", "0/0", "<nw>/0")
_LAST = 65535


def both(block: Block, *paths: str) -> Texts:
    """The texts under several attributes, singular and plural; one that is wholly unknown stands for itself."""
    found: list[str | Unknown] = []
    for path in paths:
        value = block.get(path)
        texts = (str(value),) if isinstance(value, int) else block.texts(path)
        found += (texts,) if isinstance(texts, Unknown) else [text for text in texts if text != ""]
    return tuple(found)


def peers(texts: Iterable[str | Unknown], *, named: bool = False) -> Peers:
    """The other ends that texts name."""
    spans: list[Span] = []
    unsure: Unknown | None = None
    for text in _each(texts):
        if isinstance(text, Unknown):
            unsure = unsure or text
        elif text.strip().lower() in _EVERYONE:
            spans += ANYONE
        elif (found := span(text)) is not None:
            spans.append(found)
        elif text[:1].isalpha():
            named = True
        else:
            unsure = unsure or Unknown(f"'{text}' is no address range")
    return Peers(tuple(spans), named, unsure)


def near(texts: Texts, *everything: str) -> frozenset[str] | Unknown | None:
    """The near ends that a rule is limited to; ``None`` where it is limited to none."""
    found = set()
    for text in texts:
        if isinstance(text, Unknown):
            return text
        if text.lower() in ("*", "any", *everything):
            return None
        found.add(text.lower())
    return frozenset(found) or None


def ports(protocols: Texts, texts: Texts) -> tuple[Ports | Unknown, ...]:
    """Each protocol with each range of ports."""
    return tuple(_ports(protocol, text) for protocol in protocols for text in _each(texts)) or (
        Unknown("the protocol or the ports are not known"),
    )


def _each(texts: Iterable[str | Unknown]) -> Iterator[str | Unknown]:
    for text in texts:
        if isinstance(text, str) and "," in text:
            yield from map(str.strip, text.split(","))
        else:
            yield text


def _ports(protocol: str | Unknown, text: str | Unknown) -> Ports | Unknown:
    if isinstance(protocol, Unknown):
        return protocol
    if isinstance(text, Unknown):
        return text
    name = Ports.of(protocol, None, None).protocol
    if text.strip() == "*" or name == "icmp":
        return Ports(name, 0, _LAST)
    first, _, last = text.partition("-")
    try:
        return Ports(name, int(first), int(last or first))
    except ValueError:
        return Unknown(f"'{text}' is no range of ports")
