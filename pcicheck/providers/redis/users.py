"""Users of Redis: those of a file of users, those in a server's own file, and the one that is always there.

redis.conf of redis/redis 7.4, "SECURITY": every connection begins as the user ``default``, which needs no password and
may do everything where nobody writes it; ``requirepass`` gives it a password, and is ignored with an ``aclfile``. A
server with an ``aclfile`` and ``user`` lines of its own refuses to start. A ``user default`` line starts from nothing
(``ACLLoadConfiguredUsers``, ``ACLLoadFromFile``).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pcicheck.model.document import Document
from pcicheck.model.kinds.containers import ConfigurationData
from pcicheck.model.kinds.data import CacheUser
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.redis.acl import DANGEROUS, OPEN, User, user_of
from pcicheck.providers.redis.beside import called
from pcicheck.providers.redis.settings import Settings, included

DEFAULT = "default"
_LOCKED_OUT = Inapplicable("nobody can sign in as it")
_REFUSED = Unknown("aclfile and user lines stand together, with which the server refuses to start")


class Users(Struct):
    """The users of a server."""

    default: User
    others: list[User]
    own: bool
    """Whether the user ``default`` is nowhere written."""


def user(document: Document) -> Iterator[Resource]:
    """A user that a line makes."""
    yield resource(document, facts_of(document.text("name"), user_of(_rules(document))))


def acl(document: Document) -> Iterator[Resource]:
    """A file of users: the one that is there without a line, and passwords that can be read."""
    names, plain = document.texts("users"), document.texts("plain")
    if isinstance(names, tuple) and DEFAULT not in names:
        yield resource(document, facts_of(DEFAULT, user_of(OPEN)), part=DEFAULT)
    found = tuple(str(name) for name in plain) if isinstance(plain, tuple) else plain
    yield resource(document, ConfigurationData(plain_secrets=found), part="secrets")


def facts_of(name: Fact[str], found: User) -> CacheUser:
    """What is asked of a user."""
    enters = found.can_sign_in
    if enters is False:
        return CacheUser(name=name, authentication=_LOCKED_OUT, dangerous_commands=_LOCKED_OUT, every_key=_LOCKED_OUT)
    return CacheUser(
        name=name,
        authentication=found.authentication,
        dangerous_commands=found.dangerous,
        every_key=found.every_key,
    )


def users_of(settings: Settings) -> Users | Unknown:
    """The users of a server, wherever they are written."""
    inline = [other for address in settings.files for other in users_in(settings.document, address)]
    path = settings.text("aclfile")
    if isinstance(path, Unknown):
        return path
    if not path:
        return _of(inline, _preset(settings)) if not settings.hidden else settings.hidden
    if inline:
        return _REFUSED
    files = included(settings.document, path, "redis:acl")
    if not files:
        return Unknown(f"its users stand in {path}, which is not among the files scanned")
    return _of(users_in(settings.document, files[0].address), user_of(OPEN))


def has_file(settings: Settings) -> bool:
    """Whether a file of users is named, so that the users are told of there."""
    path = settings.text("aclfile")
    return isinstance(path, str) and path != ""


def users_in(document: Document, address: str) -> list[Document]:
    """The users that are written in a file."""
    return called(document, "redis:user", _file, address)


def _file(document: Document) -> str:
    return str(document.get("file"))


def _of(documents: list[Document], preset: User) -> Users:
    default, others, own = preset, [], True
    for document in documents:
        if document.get("name") == DEFAULT:
            default, own = user_of(_rules(document)), False
        else:
            others.append(user_of(_rules(document)))
    return Users(default, others, own)


def _preset(settings: Settings) -> User:
    """The user ``default`` as ``requirepass`` leaves it."""
    password = settings.words("requirepass")
    found = user_of(OPEN)
    if isinstance(password, list) and password and password[0] != "":
        given = password[0]
        found.nopass = given if isinstance(given, Unknown) and not given.draft else False
        found.passwords = 1
    return found


def _rules(document: Document) -> list[str]:
    rules = document.get("rules")
    return [str(rule) for rule in rules] if isinstance(rules, list) else []


def may_run(found: User, renamed: set[str]) -> Fact[tuple[str, ...]]:
    """The dangerous commands that a user may run under their own names."""
    if found.can_sign_in is False:
        return ()
    if isinstance(found.dangerous, Unknown):
        return found.dangerous
    return tuple(name for name in DANGEROUS if name in found.dangerous and name.partition("|")[0] not in renamed)
