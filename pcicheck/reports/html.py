"""The audit report: one HTML file that needs no network, opens years later, and reads without scripts.

Style and script are pinned by their hashes in a content security policy that allows nothing else. All
findings travel in a compressed block (``html_island``); what a reader needs to file is in the markup itself.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pcicheck.assets import reports_folder
from pcicheck.reports import html_labels, html_words
from pcicheck.reports.html_model import Model, make_model
from pcicheck.results.results import Results

_PIECES = 256


def render(results: Results, out: IO[bytes]) -> None:
    """Write the report."""
    model = make_model(results)
    template = _environment().get_template("report.html.j2")
    stream = template.stream(_context(results, model))
    stream.enable_buffering(_PIECES)
    text = TextIOWrapper(out, encoding="utf-8", errors="replace", newline="\n", write_through=True)
    text.writelines(stream)
    text.flush()
    text.detach()


def policy(style: str, script: str) -> str:
    """The content security policy that allows this style, this script and nothing else."""
    return (
        f"default-src 'none'; script-src {_pin(script)}; style-src {_pin(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _pin(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(reports_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters |= {
        "capital": html_words.capital,
        "facts": html_words.facts,
        "moment": html_words.moment,
        "number": html_words.number,
        "place": html_words.place,
        "size": html_words.size,
        "worded": html_labels.worded,
    }
    environment.globals["labels"] = html_labels
    return environment


def _finalize(value: Any) -> Any:
    """Every text that enters the page, before it is escaped."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else html_words.visible(value)


def _context(results: Results, model: Model) -> dict[str, Any]:
    style, script = _asset("report.css"), _asset("report.js")
    return {
        "header": results.header,
        "model": model,
        "style": Markup(style),  # noqa: S704 - our own file, pinned by its hash
        "script": Markup(script),  # noqa: S704 - our own file, pinned by its hash
        "policy": policy(style, script),
        "island": _island(results, model),
    }


def _asset(name: str) -> str:
    return (reports_folder() / name).read_text(encoding="utf-8")


def _island(results: Results, model: Model) -> Iterator[Markup]:
    for line in model.island.base64(results.rules):
        yield Markup(line)  # noqa: S704 - base64 holds nothing to escape
