"""How software, pages, mail and remote desktops are kept in order: reviews, headers, schemas, redirections."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class DataSchema(Kind, frozen=True, kw_only=True):
    """The declared fields of stored or transported records: tables of catalogues and warehouses, Avro and Protobuf
    schemas, datasets."""

    fields: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Names of all fields, those inside records included, in lower case with underscores. Unknown where the schema is
    known only after apply or cannot be read, or where it is found out from the data."""


class RemoteDesktop(Kind, frozen=True, kw_only=True):
    """What people can take out of a session on a remote desktop, application or browser."""

    clipboard_out: Fact[bool] = NOT_STATED
    """Whether text can be copied from the session to the user's own device."""
    files_out: Fact[bool] = NOT_STATED
    """Whether files can be moved from the session to the user's own device, drives or private online storage."""
    printing: Fact[bool] = NOT_STATED
    """Whether it prints on printers of the user's own device. Inapplicable where it cannot."""
    root_volume_encrypted: Fact[bool] = NOT_STATED
    """Whether the disk that it boots from is encrypted. Inapplicable where the session has no disk of its own."""
    user_volume_encrypted: Fact[bool] = NOT_STATED
    """Whether the disk for the user's own files is encrypted."""


class MailDomain(Kind, frozen=True, kw_only=True):
    """A name record that says what others shall do with mail under the domain's name."""

    category: Fact[Literal["dmarc", "spf"]] = NOT_STATED
    """``dmarc`` (what to do with mail that fails the tests) or ``spf`` (who may send)."""
    policy: Fact[str] = NOT_STATED
    """Of ``dmarc``: ``none``, ``quarantine`` or ``reject``. Of ``spf``, for senders that are not listed: ``fail``,
    ``softfail``, ``neutral``, ``pass``, or ``redirect`` where another domain's record decides; ``None`` where it says
    nothing."""


class MailSender(Kind, frozen=True, kw_only=True):
    """A service that sends mail for programs."""

    tls_required: Fact[bool] = NOT_STATED
    """Whether mail is held back from receivers that do not speak TLS."""


class HeaderPolicy(Kind, frozen=True, kw_only=True):
    """Security headers that are added to answers of web pages."""

    scripts_restricted: Fact[bool] = NOT_STATED
    """Whether a content security policy lets only named sources, nonces or hashes run scripts: neither every source,
    nor every source of a scheme, nor scripts written into the page."""
    violations_reported: Fact[bool] = NOT_STATED
    """Whether browsers are told to report what the policy stops. Unknown where it names a group that is not here."""
    forces_https: Fact[bool] = NOT_STATED
    """Whether browsers are told to use HTTPS only, for a year or more, subdomains included and whatever the origin
    says."""


class CodeStore(Kind, frozen=True, kw_only=True):
    """A repository of code."""

    review_rule: Fact[bool] = NOT_STATED
    """Whether a rule that asks for approvals is attached."""


class ImageLookup(Kind, frozen=True, kw_only=True):
    """A search for the machine image to start from."""

    owner_named: Fact[bool] = NOT_STATED
    """Whether it takes images of named owners only, or one by its id."""


class ReviewRule(Kind, frozen=True, kw_only=True):
    """A rule that asks for approval before a change of code is merged."""

    approvals: Fact[int] = NOT_STATED
    """Approvals that a change needs; 0 for none."""
