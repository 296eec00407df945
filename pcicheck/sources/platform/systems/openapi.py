"""OpenAPI documents (3.0, 3.1 and Swagger 2.0): the document, its ways to sign in, and each operation."""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems.registry import Found

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def read(document: Parsed, file: File) -> Found:
    """The document, and of it what is judged by itself."""
    values: dict[str, Any] = document.values
    version = values.get("openapi", values.get("swagger"))
    if isinstance(version, Unknown) or not str(version).startswith(("2.", "3.", "2", "3")):
        yield Trouble(f"OpenAPI {version} is no version that pcicheck reads; it reads 2.0, 3.0 and 3.1", document.line)
        return
    shared = {"file": file.address()}
    yield Part("openapi:document", file.address(), values | shared, document.line, document.end_line, document.lines)
    for name in _schemes(values):
        line = document.lines.get(str(name), document.line)
        yield Part("openapi:scheme", file.address(f"scheme/{name}"), shared | {"scheme": str(name)}, line, line)
    paths = values.get("paths")
    if isinstance(paths, Unknown):
        yield Trouble(f"its paths cannot be read: {paths.reason}", document.line)
    elif paths is not None and not isinstance(paths, dict):
        yield Trouble("its paths are no mapping, so no tool would take it", document.line)
    for path, item in paths.items() if isinstance(paths, dict) else ():
        line = document.lines.get(str(path), document.line)
        for method in METHODS if isinstance(item, dict) else ():
            if isinstance(item.get(method), (dict, Unknown)):
                found = shared | {"path": str(path), "method": method}
                yield Part("openapi:operation", file.address(f"{method.upper()} {path}"), found, line, line)


def _schemes(values: dict[str, Any]) -> list[Any]:
    components = values.get("components")
    modern = components.get("securitySchemes") if isinstance(components, dict) else None
    found = modern or values.get("securityDefinitions")
    return list(found) if isinstance(found, dict) else []
