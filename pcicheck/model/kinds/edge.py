"""What servers at the edge show besides what they are for: pages about themselves, folders, versions, users."""

from __future__ import annotations

from typing import Literal

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact, Unknown


class StatusPage(Kind, frozen=True, kw_only=True):
    """A page or port by which a server tells of itself or lets itself be steered."""

    restricted: Fact[bool] = NOT_STATED
    """Whether only named addresses, signed-in users or programs on the same machine get it."""
    steers: Fact[bool] = NOT_STATED
    """Whether it can also change what the server does."""


class WebServer(Kind, frozen=True, kw_only=True):
    """A site of a web server, with what it gives away unasked."""

    lists_folders: Fact[bool] = NOT_STATED
    """Whether it shows the names of all files of a folder."""
    tells_version: Fact[bool] = NOT_STATED
    """Whether its answers name the version of the program."""


class LocalUser(Kind, frozen=True, kw_only=True):
    """A user whose password stands in the configuration of a server."""

    password_stored: Fact[Literal["plain", "weak_hash", "hash", "none"]] = NOT_STATED
    """How the password is written: ``plain``, ``weak_hash`` (DES or MD5), ``hash``, or ``none``."""


SchemeForm = Literal[
    "basic",
    "digest",
    "bearer",
    "key_in_header",
    "key_in_cookie",
    "key_in_address",
    "oauth2",
    "openid",
    "certificate",
    "other",
]


class SignInScheme(Kind, frozen=True, kw_only=True):
    """A way to sign in that the description of an API offers."""

    form: Fact[SchemeForm] = NOT_STATED
    """``basic``, ``digest``, ``bearer``, ``key_in_header``, ``key_in_cookie``, ``key_in_address`` (a key among the
    parameters of the address), ``oauth2``, ``openid``, ``certificate`` or ``other``."""
    flows: Fact[tuple[str, ...]] = NOT_STATED
    """Flows of OAuth 2.0 that it offers: ``implicit``, ``password``, ``client_credentials``, ``authorization_code``,
    ``device``. Inapplicable to other forms."""
    over_tls: Fact[bool] = NOT_STATED
    """Whether every address at which callers get tokens begins with ``https``. Inapplicable where it names none."""


class ApiDescription(Kind, frozen=True, kw_only=True):
    """The description of an API as a whole."""

    asks_by_default: Fact[bool] = NOT_STATED
    """Whether callers must sign in to every operation that says nothing else."""
    undefined_schemes: Fact[tuple[str, ...]] = NOT_STATED
    """Ways to sign in that it asks for and defines nowhere."""


class IngressRules(Kind, frozen=True, kw_only=True):
    """What a way into a cluster says about the hosts that it answers for, and about its controller."""

    own_code: Fact[bool] = NOT_STATED
    """Whether it puts configuration of its own into the controller, which serves others too."""
    wildcard_hosts: Fact[bool] = NOT_STATED
    """Whether it answers for every name of a domain."""
    catches_all: Fact[bool] = NOT_STATED
    """Whether it answers requests that fit nothing else."""
    file_paths: Fact[tuple[str | Unknown, ...]] = NOT_STATED
    """Paths among those that it answers for which are folders of the controller's own machine with secrets in them."""
