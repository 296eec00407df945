"""What stages of API Gateway write to the log of what happens inside requests.

Defaults: a REST stage logs nothing until a setting for ``*/*`` or for single methods says ``ERROR`` or ``INFO`` (API
Gateway Developer Guide, "Set up CloudWatch logging for REST APIs"); ``logging_level`` of ``aws_apigatewayv2_stage`` OFF
and known to WebSocket APIs only (Terraform registry). Settings for single methods and routes take the place of the
stage's. What a setting for a single method that names no level does is not documented.
"""

from __future__ import annotations

from collections.abc import Iterable

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.transport import ExecutionLogging
from pcicheck.model.value import AFTER_APPLY, NOT_STATED, SENSITIVE, Fact, Unknown
from pcicheck.providers.aws.transport.common import NO_SUCH

SETTINGS = "aws_api_gateway_method_settings"
_REST_API = "aws_api_gateway_rest_api"
_LEVELS: dict[str, ExecutionLogging] = {"OFF": "none", "ERROR": "errors", "INFO": "all"}
_ORDER: tuple[ExecutionLogging, ...] = ("none", "errors", "all")
_ANYTHING = (AFTER_APPLY.reason, NOT_STATED.reason, SENSITIVE.reason)
"""Reasons that say nothing of which value it is."""
_SINGLE = Unknown("only single methods say what they log, and whether there are others is not known")
_SILENT = Unknown("a setting for single methods does not say what they log")


def rest_stage(document: Document) -> Fact[ExecutionLogging]:
    """What a stage of a REST API logs, after all settings for its methods."""
    whole: Fact[ExecutionLogging] = "none"
    single: list[Fact[ExecutionLogging]] = []
    for settings in _settings_of(document):
        path = settings.text("method_path")
        if isinstance(path, Unknown):
            return path
        level = _level(settings.text("settings.logging_level"))
        if path == "*/*":
            whole = level or "none"
        else:
            single.append(level or _SILENT)
    if whole == "none":
        return _SINGLE if any(level != "none" and level is not _SILENT for level in single) else whole
    return _least([whole, *single])


def socket_stage(document: Document) -> Fact[ExecutionLogging]:
    """What a stage of a WebSocket API logs; HTTP APIs have no such log."""
    owner = document.follow("api_id", "aws_apigatewayv2_api")
    kind = owner.text("protocol_type") if owner else None
    if isinstance(kind, Unknown):
        return kind
    whole = _level(document.text("default_route_settings.logging_level"))
    if kind is None and whole is None:
        return Unknown("its API is not in this input")
    if kind is not None and kind != "WEBSOCKET":
        return NO_SUCH
    routes = document.blocks("route_settings")
    if isinstance(routes, Unknown):
        return routes
    return _least([whole or "none", *_stated(routes)])


def _stated(routes: Iterable[Block]) -> list[Fact[ExecutionLogging]]:
    levels = (_level(route.text("logging_level")) for route in routes)
    return [level for level in levels if level is not None]


def _level(name: str | None | Unknown) -> Fact[ExecutionLogging]:
    """A level by its neutral name; nothing where none is named."""
    if not name or isinstance(name, Unknown):
        return name or None
    return _LEVELS.get(name.upper()) or Unknown(f"the logging level {name} is not known here")


def _least(levels: list[Fact[ExecutionLogging]]) -> Fact[ExecutionLogging]:
    """The least of several levels; an unknown one matters unless another logs nothing at all."""
    if "none" in levels:
        return "none"
    unknown = next((level for level in levels if isinstance(level, Unknown)), None)
    return unknown or next(level for level in _ORDER if level in levels)


def _settings_of(stage: Document) -> list[Document]:
    """Settings that name the stage, by reference or by a name that other APIs may use for stages of theirs."""
    found = [settings for settings in stage.all_sidecars(SETTINGS) if _may_share_api(settings, stage)]
    if isinstance(stage.get("stage_name"), str):
        by_name = stage.follow_all("stage_name", SETTINGS)
        return found + [each for each in by_name if each not in found and _api(each) and _api(each) == _api(stage)]
    by_value = _of_one_value(stage)
    known = {settings.address for settings in by_value}
    return by_value + [settings for settings in found if settings.address not in known]


def _of_one_value(stage: Document) -> list[Document]:
    """Settings for the one stage of an API in a module whose name is the same value that nobody gives."""

    def alike(type_: str) -> list[Document]:
        return [each for each in stage.surroundings.of_type(type_) if _value(each) == value]

    value = _value(stage)
    return alike(SETTINGS) if value and alike("aws_api_gateway_stage") == [stage] else []


def _value(document: Document) -> tuple[str, str, Unknown] | None:
    """The module, the API and the name of a stage that is not known, such as a variable's value."""
    name = document.get("stage_name")
    if not isinstance(name, Unknown) or name.reason in _ANYTHING or not _api(document):
        return None
    return document.address.rpartition(f"{document.type}.")[0], _api(document), name


def _may_share_api(settings: Document, stage: Document) -> bool:
    own, other = _api(stage), _api(settings)
    return not isinstance(settings.get("stage_name"), str) or not own or not other or own == other


def _api(document: Document) -> str:
    """By what a stage or settings name their API; empty where nothing can be told."""
    api = document.follow("rest_api_id", _REST_API)
    if api is not None:
        return api.address
    literal = document.get("rest_api_id")
    if isinstance(literal, str):
        return literal
    if isinstance(literal, Unknown) and literal.reason not in _ANYTHING:
        return literal.reason
    return next(iter(document.surroundings.names(document, "rest_api_id")), "")
