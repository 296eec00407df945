"""OpenAPI documents: what is read of them, and what is said of those that no tool would take."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.recognise import system_of
from pcicheck.sources.platform.systems import openapi

FILE = File("api.yaml", "")


def read(values: dict[str, Any]) -> tuple[list[tuple[str, str]], list[str]]:
    """Native types and addresses of all parts, and every trouble."""
    found = list(openapi.read(Parsed(values), FILE))
    parts = [(item.type, item.address) for item in found if isinstance(item, Part)]
    return parts, [item.why for item in found if isinstance(item, Trouble)]


def test_parts() -> None:
    parts, troubles = read(
        {
            "openapi": "3.1.0",
            "paths": {"/a": {"get": {}, "post": {}, "parameters": []}, "/b": {"$ref": "x.yaml"}, "x-own": 5},
            "components": {"securitySchemes": {"oauth": {}}},
        }
    )
    assert troubles == []
    assert parts == [
        ("openapi:document", "api.yaml"),
        ("openapi:scheme", "api.yaml:scheme/oauth"),
        ("openapi:operation", "api.yaml:GET /a"),
        ("openapi:operation", "api.yaml:POST /a"),
    ]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"openapi": "4.0.0", "paths": {}}, "no version"),
        ({"swagger": "1.2", "paths": {}}, "no version"),
        ({"openapi": "3.0.0", "paths": ["/a"]}, "no mapping"),
        ({"openapi": "3.0.0", "paths": Unknown("it is written twice")}, "written twice"),
    ],
)
def test_trouble_is_told_in_one_sentence(values: dict[str, Any], why: str) -> None:
    _, troubles = read(values)
    assert len(troubles) == 1
    assert why in troubles[0]


@pytest.mark.parametrize("version", ["2.0", 2.0, 2])
def test_old_versions_however_written(version: Any) -> None:
    parts, troubles = read({"swagger": version, "paths": {}, "securityDefinitions": {"key": {}}})
    assert troubles == []
    assert ("openapi:scheme", "api.yaml:scheme/key") in parts


def test_parts_of_documents_are_recognised_too() -> None:
    assert system_of({"openapi": "3.0.0", "components": {}}, FILE) == "openapi"
    assert system_of({"openapi": "3.0.0"}, FILE) is None
