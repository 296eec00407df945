"""What TXT records say about mail: DMARC (RFC 7489) and SPF (RFC 7208)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pcicheck.model.kinds.assurance import MailDomain
from pcicheck.model.value import Unknown

_PIECES = re.compile(r'"\s*"')
_ALL = re.compile(r"(?:^|\s)([-~?+]?)all(?=\s|$)")
_QUALIFIERS = {"-": "fail", "~": "softfail", "?": "neutral", "+": "pass", "": "pass"}


def mail_domain(name: str | None | Unknown, texts: Sequence[str | Unknown] | Unknown) -> Iterator[MailDomain]:
    """What a TXT record of that name says about mail; nothing for other records."""
    dmarc = isinstance(name, str) and name.lower().split(".")[0] == "_dmarc"
    if isinstance(texts, Unknown):
        if dmarc:
            yield MailDomain(category="dmarc", policy=texts)
        return
    for text in texts:
        known = text.draft if isinstance(text, Unknown) else text
        plain = _PIECES.sub("", known.replace('\\"', '"')).strip().strip('"').lower()
        if plain.startswith("v=dmarc1"):
            yield MailDomain(category="dmarc", policy=_unless_open(_dmarc(plain), text))
        elif plain.startswith("v=spf1"):
            yield MailDomain(category="spf", policy=_unless_open(_spf(plain), text))
        elif dmarc and isinstance(text, Unknown):
            yield MailDomain(category="dmarc", policy=text)


def _unless_open(policy: str | None, text: str | Unknown) -> str | None | Unknown:
    """The policy that was found, or why it may still come: a text that is known in part may go on."""
    return text if isinstance(text, Unknown) and (policy is None or "${" in policy) else policy


def _dmarc(text: str) -> str | None:
    tags = dict(part.strip().partition("=")[::2] for part in text.split(";"))
    return {name.strip(): value for name, value in tags.items()}.get("p", "").strip() or None


def _spf(text: str) -> str | None:
    found = _ALL.search(text)
    if found is not None:
        return _QUALIFIERS[found[1]]
    return "redirect" if " redirect=" in text else None
