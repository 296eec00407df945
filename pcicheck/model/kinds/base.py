"""What every kind shares."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Struct

from pcicheck.model.link import Link
from pcicheck.model.value import NOT_STATED, Fact


class To(Struct, frozen=True):
    """Annotation of a link field: the kind that the link leads to."""

    kind: str


KeyLink = Annotated[Fact[Link], To("key")]
StoreLink = Annotated[Fact[Link], To("object_store")]
LogStoreLink = Annotated[Fact[Link], To("log_store")]
CertificateLink = Annotated[Fact[Link], To("certificate")]


class Kind(Struct, frozen=True, kw_only=True):
    """Base of all kinds. A fact that an adapter leaves out is unknown, never a default."""

    kind_name: ClassVar[str] = ""
    """Name that rules use, such as ``object_store``."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.kind_name = "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("_")


class Encryption(Struct, frozen=True, kw_only=True):
    """How stored bytes are encrypted by the platform."""

    at_rest: Fact[bool] = NOT_STATED
    """Whether the platform encrypts what is stored. Unknown where an account default decides."""
    key_owner: Fact[str] = NOT_STATED
    """Who controls the key: ``none``, ``provider`` (the cloud's own key), ``managed`` (the cloud's key in the
    customer's account, such as aws/rds) or ``customer`` (a key the customer governs)."""
    key: KeyLink = NOT_STATED
    """The customer's key; ``None`` where the platform's own key is used."""
    twice: Fact[bool] = NOT_STATED
    """Whether the platform encrypts a second time below that, with another key and algorithm."""
