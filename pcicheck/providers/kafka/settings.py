"""Settings of a broker or client, with prefixes for some of its parts laid over the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.endpoints import lowest

_VERSIONS = {"sslv3": 0.3, "tlsv1": 1.0, "tlsv1.1": 1.1, "tlsv1.2": 1.2, "tlsv1.3": 1.3}
_SECRETS = (".password", "_password", ".secret", "sasl.jaas.config", "basic.auth.user.info", "ssl.keystore.key")
DAY = 24 * 60 * 60 * 1000


class Settings:
    """Names and values; a name with the prefix goes before the one without."""

    def __init__(self, values: Mapping[str, Any], prefix: str = "", *, alone: bool = False) -> None:
        self.values = values
        self.prefix = prefix
        self.alone = alone
        """Whether only names with the prefix count."""

    def get(self, name: str, preset: str = "") -> str | Unknown:
        """A value as text; ``preset`` where it is not written."""
        found = self.values.get(self.prefix + name) if self.prefix else None
        if found is None and not (self.alone and self.prefix):
            found = self.values.get(name)
        if found is None:
            return preset
        if isinstance(found, bool):
            return str(found).lower()
        return found if isinstance(found, Unknown) else str(found).strip()

    def items(self, name: str, preset: str = "") -> tuple[str, ...] | Unknown:
        """A list, its elements between commas."""
        value = self.get(name, preset)
        if isinstance(value, Unknown):
            return value
        return tuple(item.strip() for item in value.split(",") if item.strip())

    def flag(self, name: str, preset: bool) -> bool | Unknown:
        """``true`` or ``false``."""
        value = self.get(name, "true" if preset else "false")
        if isinstance(value, Unknown):
            return value
        return {"true": True, "false": False}.get(value.lower(), Unknown(f"{name} is neither true nor false"))

    @property
    def min_tls(self) -> Fact[float]:
        """Lowest version of TLS: 1.2 by default since Kafka 2.5 (KIP-553)."""
        names = self.items("ssl.enabled.protocols", "TLSv1.2,TLSv1.3")
        if isinstance(names, Unknown):
            return names
        return lowest(_VERSIONS.get(name.lower(), Unknown(f"{name} is no version of TLS")) for name in names)


def settings_of(document: Document) -> Settings:
    """What a document says."""
    found = document.get("properties")
    return Settings(found if isinstance(found, dict) else {})


def plain_secrets(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of settings in whose values a password can be read; what comes from elsewhere cannot."""
    return tuple(name for name, value in values.items() if _is_secret(name.lower(), value))


def _is_secret(name: str, value: Any) -> bool:
    if not isinstance(value, str) or not value.strip() or not name.endswith(_SECRETS):
        return False
    return "password=" in value.replace(" ", "") if name.endswith("sasl.jaas.config") else True


def retention(settings: Settings) -> Fact[float]:
    """Days after which a broker removes messages: milliseconds before minutes before hours, 168 hours by default."""
    for name, unit in (("log.retention.ms", 1), ("log.retention.minutes", 60_000), ("log.retention.hours", 3_600_000)):
        value = settings.get(name)
        if value != "":
            return days(value, unit, name)
    return 7.0


def days(value: str | Unknown, unit: int, name: str) -> Fact[float]:
    """Days of a span of time; ``None`` for one below zero, which has no end."""
    number = Block({"n": value}).number("n")
    if isinstance(number, Unknown) or number is None:
        return number if isinstance(number, Unknown) and isinstance(value, Unknown) else Unknown(f"{name} is no number")
    return None if number < 0 else number * unit / DAY
