"""What is poor about cipher suites, by their names as IANA, Java, OpenSSL and BoringSSL write them, and about whole
cipher strings of OpenSSL.

Sources: "TLS Cipher Suites" (IANA, tls-parameters); openssl-ciphers(1) of OpenSSL 1.0.2, 1.1.1 and 3.x. Since 1.0.2i
(September 2016) 3DES counts as MEDIUM. Builds since 1.1.0 hold 3DES, RC4 and single DES only with
``enable-weak-ssl-ciphers`` (DES and export ciphers not even then), and refuse anonymous and null ciphers above
``SECLEVEL=0`` whatever the string says. PSK and SRP suites work only where somebody sets up such keys, so broad names
leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pcicheck.model.value import Unknown
from pcicheck.providers.cipher_groups import asks_outright, is_bare, is_legacy, meant_by
from pcicheck.providers.cipher_names import Suite, parsed, suite_of

Weak = tuple[str | Unknown, ...]
"""Kinds of poor algorithms as ``Endpoint.weak_ciphers`` names them; unknown ones depend on the version of OpenSSL."""


def weak_classes(name: str) -> tuple[str, ...] | None:
    """Kinds of poor algorithms of one suite; empty for a sound one, ``None`` for a name that is no cipher suite."""
    text = name.strip()
    if text.upper().endswith("_SCSV"):
        return ()
    suite = suite_of(text)
    return None if suite is None else _weaknesses(suite)


def weak_in_names(names: Iterable[str | Unknown]) -> Weak:
    """Kinds of poor algorithms of suites that are listed one by one."""
    found: dict[str | Unknown, None] = {}
    for name in names:
        classes = (name,) if isinstance(name, Unknown) else weak_classes(name)
        found.update(dict.fromkeys((_unheard_of(str(name)),) if classes is None else classes))
    return tuple(found)


@lru_cache(maxsize=512)
def weak_in_openssl(text: str) -> Weak | Unknown:
    """Kinds of poor algorithms that a cipher string of OpenSSL or BoringSSL leaves in."""
    if "PROFILE=" in text:
        return Unknown("the system's own crypto policy decides which ciphers there are")
    chosen = _Choice()
    level: int | None = None
    for token in re.split(r"[:, ;|\[\]]+", text.strip().strip("'\"")):
        if token.startswith("@"):
            level = int(token[-1]) if re.fullmatch(r"@SECLEVEL=\d", token) else level
        elif token:
            chosen.apply(token)
    return chosen.weaknesses(level)


class _Choice:
    """The suites that a cipher string has chosen so far."""

    def __init__(self) -> None:
        self.sure: dict[str, None] = {}
        self.perhaps: dict[str, None] = {}
        """Suites that only some builds of OpenSSL have or let in."""
        self.banned: set[str] = set()
        self.unheard: dict[Unknown, None] = {}

    def apply(self, token: str) -> None:
        sign = token[0] if token[0] in "!-+" else ""
        name = token.removeprefix(sign)
        if sign == "+":
            return
        meant = meant_by(name)
        if meant is None:
            if not sign:
                self.unheard[_unheard_of(name)] = None
            return
        if sign:
            self.banned.update(meant if sign == "!" else ())
            self.sure = {suite: None for suite in self.sure if suite not in meant}
            self.perhaps = {suite: None for suite in self.perhaps if suite not in meant}
            return
        for suite in meant:
            if suite not in self.banned and suite not in self.sure:
                (self.sure if asks_outright(name, parsed(suite)) else self.perhaps)[suite] = None

    def weaknesses(self, level: int | None) -> Weak:
        found: dict[str | Unknown, None] = {}
        for name in self.sure:
            found.update(dict.fromkeys(_weaknesses(parsed(name))))
        unsure: dict[str, None] = {}
        for name in self.perhaps:
            suite = parsed(name)
            if is_bare(suite) and level:
                continue
            target = found if level == 0 and not is_legacy(suite) else unsure
            target.update(dict.fromkeys(kind for kind in _weaknesses(suite) if kind in _BROKEN))
        missing = [kind for kind in unsure if kind not in found]
        found.update(dict.fromkeys(self.unheard))
        if missing:
            what = ", ".join(missing)
            found[Unknown(f"the list does not exclude {what}, which some versions of OpenSSL then offer")] = None
        return tuple(found)


_BROKEN = frozenset(("anonymous", "3des", "rc4", "des", "export", "md5", "null"))


def _unheard_of(name: str) -> Unknown:
    return Unknown(f"{name} is no cipher that pcicheck knows")


def _weaknesses(suite: Suite) -> tuple[str, ...]:
    found = [kind for kind, cipher in _BY_CIPHER.items() if suite.cipher == cipher]
    if suite.export:
        found.append("export")
    if suite.proof == "NULL":
        found.append("anonymous")
    if suite.digest == "MD5":
        found.append("md5")
    if suite.exchange in ("RSA", "DH", "ECDH"):
        found.append("rsa_key_exchange")
    if suite.exchange == "DHE":
        found.append("dhe")
    if suite.mode == "CBC" and suite.cipher not in ("3DES", "DES", "RC2"):
        found.append("cbc_sha1" if suite.digest in ("SHA", "MD5") else "cbc_sha2")
    return tuple(found)


_BY_CIPHER = {"null": "NULL", "des": "DES", "3des": "3DES", "rc4": "RC4"}
