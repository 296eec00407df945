"""How long people stay signed in, and how they get in from outside.

Terraform registry, hashicorp/aws: ``aws_ssm_document`` (``document_type`` Session, ``document_format`` default JSON),
``aws_appstream_fleet`` (``idle_disconnect_timeout_in_seconds``, ``max_user_duration_in_seconds``),
``aws_workspacesweb_user_settings`` (``idle_disconnect_timeout_in_minutes``), ``aws_ssoadmin_permission_set``
(``session_duration`` default PT1H), ``aws_ec2_client_vpn_endpoint`` (``authentication_options``,
``session_timeout_hours`` default 24, ``connection_log_options.enabled``,
``split_tunnel`` default false). Systems Manager User Guide: sessions end
after 20 idle minutes by default and have no longest duration. AppStream API, ``CreateFleet``: 0 idle seconds, the
default, is never; 57,600 seconds is the longest session by default. Client VPN Administrator Guide, "Client
authentication": with mutual and user-based authentication together both are needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.signin import RemoteAccess, Session
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.aws.assurance import desktops
from pcicheck.providers.aws.identity.things import open_document
from pcicheck.providers.aws.tags import tags_of
from pcicheck.providers.base import resource

_METHODS = {
    "certificate-authentication": "certificate",
    "directory-service-authentication": "directory",
    "federated-authentication": "federated",
}
_NO_IDLE = Unknown("the service has no idle timeout; the application may have one")
_NOT_SET = Unknown("no idle timeout is set, and the service's own is not documented")
_DIRECTORY_DECIDES = Unknown("the directory or identity provider decides whether a second factor is asked for")
_NOT_A_SHELL = Inapplicable("it is no session on a machine")
_LEFT_OPEN = Unknown("the document leaves it open")
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
_LONGEST_TEXT = 100_000


def machine_sessions(document: Document) -> Iterator[Resource]:
    """Who may use a document, and the preferences of sessions on machines, which is one sort of it."""
    yield open_document(document)
    kind = document.text("document_type")
    if isinstance(kind, str) and kind != "Session":
        return
    content = document.values if isinstance(document.values, Unknown) else _content(document)
    if isinstance(content, Unknown):
        yield resource(document, Session(**dict.fromkeys(Session.__struct_fields__, content)))
        return
    written = content.get("inputs")
    inputs = Block({name: _known(value) for name, value in written.items()} if isinstance(written, dict) else {})
    facts = Session(
        idle_minutes=inputs.number("idleSessionTimeout", 20),
        max_minutes=inputs.number("maxSessionDuration"),
        encrypted=inputs.has("kmsKeyId"),
        logged=any_true(inputs.has("s3BucketName"), inputs.has("cloudWatchLogGroupName")),
        logs_encrypted=_logs_encrypted(inputs),
    )
    yield resource(document, facts, labels=tags_of(document))


def fleet(document: Document) -> Iterator[Resource]:
    """Desktops and applications that are streamed to people."""
    idle = document.number("idle_disconnect_timeout_in_seconds", 0)
    longest = document.number("max_user_duration_in_seconds", 57_600)
    facts = _session(_minutes(idle, 60), _minutes(longest, 60))
    yield resource(document, facts, labels=tags_of(document), names=(document.text("arn"), document.text("name")))


def browser(document: Document) -> Iterator[Resource]:
    """Browsers that are streamed to people."""
    idle = document.number("idle_disconnect_timeout_in_minutes", _NOT_SET)
    yield resource(document, _session(_minutes(idle, 1), _NO_IDLE), labels=tags_of(document))
    yield desktops.browser(document)


def permission_set(document: Document) -> Iterator[Resource]:
    """How long the credentials of a sign-in to an account last."""
    duration = document.text("session_duration", "PT1H")
    longest = duration if isinstance(duration, Unknown) else _iso_minutes(str(duration))
    yield resource(document, _session(_NO_IDLE, longest), labels=tags_of(document), names=(document.text("arn"),))


def client_vpn(document: Document) -> Iterator[Resource]:
    """A client VPN: what it asks people for, how long they stay in, and whether connections are logged."""
    labels = tags_of(document)
    blocks = document.values if isinstance(document.values, Unknown) else document.blocks("authentication_options")
    methods = (blocks,) if isinstance(blocks, Unknown) else tuple(_method(block) for block in blocks)
    facts = RemoteAccess(
        methods=methods,
        second_factor=_second_factor(methods),
        logged=document.flag("connection_log_options.enabled", False),
        past_the_network=document.flag("split_tunnel", False),
    )
    yield resource(document, facts, labels=labels)
    longest = document.number("session_timeout_hours", 24)
    hours = longest if longest is None or isinstance(longest, Unknown) else longest * 60
    yield resource(document, _session(_NO_IDLE, hours), part="session", labels=labels)


def _session(idle: Fact[float], longest: Fact[float]) -> Session:
    return Session(
        idle_minutes=idle,
        max_minutes=longest,
        encrypted=_NOT_A_SHELL,
        logged=_NOT_A_SHELL,
        logs_encrypted=_NOT_A_SHELL,
    )


def _method(block: Block) -> str | Unknown:
    kind = block.text("type", Unknown("how clients prove who they are is not stated"))
    return _METHODS.get(kind, kind) if isinstance(kind, str) else kind or _DIRECTORY_DECIDES


def _second_factor(methods: tuple[str | Unknown, ...]) -> bool | Unknown:
    unknown = next((method for method in methods if isinstance(method, Unknown)), None)
    if unknown is not None:
        return unknown
    kinds = set(methods)
    if "certificate" in kinds and len(kinds) > 1:
        return True
    return _DIRECTORY_DECIDES if kinds - {"certificate"} else False


def _content(document: Document) -> dict[str, Any] | Unknown:
    text = document.text("content")
    if isinstance(text, Unknown):
        if not text.draft:
            return text
        text = text.draft
    if text is None:
        return Unknown("the document has no content")
    layout = document.text("document_format", "JSON")
    try:
        read = _yaml(text) if layout == "YAML" else json.loads(text)
    except (ValueError, RecursionError):
        return Unknown(f"the document is not valid {layout}")
    return read if isinstance(read, dict) else Unknown("the document is no object")


def _known(value: Any) -> Any:
    """A value in which something is left open is not known; the name of a thing that Terraform makes is a name."""
    return _LEFT_OPEN if isinstance(value, str) and "${unknown}" in value else value


def _yaml(text: str) -> Any:
    import yaml  # few plans hold such a document, and none should wait for the parser

    if len(text) > _LONGEST_TEXT:
        raise ValueError
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise ValueError from problem


def _logs_encrypted(inputs: Block) -> bool | Inapplicable | Unknown:
    places = {"s3BucketName": "s3EncryptionEnabled", "cloudWatchLogGroupName": "cloudWatchEncryptionEnabled"}
    used = [flag for name, flag in places.items() if inputs.has(name) is not False]
    if not used:
        return Inapplicable("it logs nothing")
    # Both are required beside a place: Systems Manager User Guide, "Session document schema".
    answers = [inputs.flag(flag, False) for flag in used]
    return False if False in answers else next((a for a in answers if isinstance(a, Unknown)), True)


def _minutes(value: float | None | Unknown, unit: int) -> Fact[float]:
    """In minutes; 0 is never."""
    if value is None or isinstance(value, Unknown):
        return value
    return value / unit if value else None


def _iso_minutes(text: str) -> float | Unknown:
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        return Unknown("the duration cannot be read")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return days * 1440 + hours * 60 + minutes + seconds / 60
