"""What steps of GitHub Actions are made of, and whose code they run.

GitHub documentation, "Workflow syntax": ``uses`` names an action of another repository by
``owner/repo[/path]@ref``, one of the same repository by ``./path``, an image by ``docker://``; "Security
hardening": only a full commit id cannot be moved. Actions under ``actions/`` and ``github/`` are GitHub's own and
other people's code all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from pcicheck.model.kinds.pipelines import Component
from pcicheck.model.value import Unknown

_COMMIT = re.compile(r"^[0-9a-f]{40}(?:[0-9a-f]{24})?$", re.IGNORECASE)
_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$", re.IGNORECASE)
_DOCKER = "docker://"


class Step(Struct, frozen=True):
    """A step of a job. What is not a text is nothing, what is unknown stays so."""

    number: int
    name: str
    uses: str
    run: str
    shell: str
    given: dict[str, Any]
    """Inputs of the action."""
    env: dict[str, Any]
    raw: dict[str, Any]
    unread: Unknown | None = None
    """Why the command or the action is not known."""

    def input(self, name: str) -> Any:
        """An input of the action, whatever the case of its name."""
        return next((value for key, value in self.given.items() if key.lower() == name), None)


def steps_of(job: Any) -> list[Step] | Unknown:
    """The steps of a job or of an action that is made of steps."""
    written = job.get("steps") if isinstance(job, dict) else job
    if isinstance(written, Unknown):
        return written
    items = written if isinstance(written, list) else []
    return [_step(number, item) for number, item in enumerate(items, start=1) if isinstance(item, (dict, Unknown))]


def one_step(raw: dict[str, Any]) -> list[Step]:
    """A job that calls a workflow, as a step that uses an action."""
    return [_step(1, raw)]


def _step(number: int, item: dict[str, Any] | Unknown) -> Step:
    raw = item if isinstance(item, dict) else {}
    unread = item if isinstance(item, Unknown) else None
    unread = unread or next((raw[key] for key in ("uses", "run") if isinstance(raw.get(key), Unknown)), None)
    uses, run = _text(raw.get("uses")), _text(raw.get("run"))
    name = _text(raw.get("id")) or uses.partition("@")[0].rpartition("/")[2] or _text(raw.get("name")) or "step"
    return Step(
        number=number,
        name=name,
        uses=uses,
        run=run,
        shell=_text(raw.get("shell")),
        given=_mapping(raw.get("with")),
        env=_mapping(raw.get("env")),
        raw=raw,
        unread=unread,
    )


def component(uses: str) -> Component | None:
    """The code of others that ``uses`` names; ``None`` for the repository's own and for images."""
    if not uses or uses.startswith(("./", ".\\", _DOCKER)):
        return None
    name, _, version = uses.partition("@")
    if "${{" in uses:
        return Component(name=uses, owner=name.split("/")[0], pinned=Unknown("an expression gives its version"))
    return Component(name=uses, owner=name.split("/")[0], pinned=_COMMIT.match(version) is not None)


def is_commit(version: str) -> bool:
    """Whether a version is a full commit id."""
    return _COMMIT.match(version) is not None


def loose_image(name: Any) -> str | Unknown | None:
    """An image that is not named by digest; ``None`` where it is, or where there is none."""
    if isinstance(name, dict):
        name = name.get("image", name.get("name"))
    if isinstance(name, Unknown):
        return Unknown(f"the name of an image is not known: {name.reason}")
    if not isinstance(name, str) or not name.strip() or _DIGEST.search(name):
        return None
    if "$" in name:
        return Unknown(f"a variable gives the image {name}")
    return name.removeprefix(_DOCKER)


def pruned(found: list[str | Unknown]) -> tuple[str, ...] | Unknown:
    """Names that were found; where there are none and something is not known, why."""
    known = tuple(dict.fromkeys(item for item in found if isinstance(item, str)))
    return known or next((item for item in found if isinstance(item, Unknown)), None) or ()


def texts_in(value: Any) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
