"""Sinks and exclusions of Cloud Logging.

A sink without ``filter`` exports every log entry; ``exclusions`` take some away, ``disabled`` defaults to false, and
``include_children`` of folders and organisations to false. The destination is
``storage.googleapis.com/BUCKET``, ``logging.googleapis.com/projects/…/buckets/…``,
``logging.googleapis.com/projects/PROJECT``, ``bigquery.googleapis.com/…`` or ``pubsub.googleapis.com/…`` (Terraform
registry, ``google_logging_project_sink`` and its kin). An exclusion of its own (``google_logging_project_exclusion``,
``disabled`` false by default) takes entries from the ``_Default`` sink; what administrators and the platform do goes
through ``_Required``, which has no exclusions (Google Cloud documentation, "Routing and storage overview").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.logging import LogExclusion, LogRoute
from pcicheck.model.link import Link
from pcicheck.model.logic import negated
from pcicheck.model.resource import Resource
from pcicheck.model.value import Fact, Inapplicable, Unknown
from pcicheck.providers.base import resource
from pcicheck.providers.gcp.logging.samples import carried, dropped

_ELSEWHERE = Inapplicable("it sends the events to another sort of place")
_ONE_ACCOUNT = Inapplicable("there is no account below a project or a billing account")
_WHOLE_ACCOUNT = Inapplicable("it sends the events of an account, not of one resource")
_BUCKETS = (
    "google_logging_project_bucket_config",
    "google_logging_folder_bucket_config",
    "google_logging_organization_bucket_config",
)
_STORE = "storage.googleapis.com/"
_LOGGING = "logging.googleapis.com/"
_OTHERS = ("google_pubsub_topic", "google_bigquery_dataset", "google_project")


def sink(document: Document) -> Iterator[Resource]:
    """A sink with its exclusions."""
    store, log_store = _destination(document)
    written = document.text("filter")
    excluded = _excluded(document)
    passing = written if isinstance(written, Unknown) else carried(written or "")
    unreadable = next((part for part in (passing, excluded) if isinstance(part, Unknown)), None)
    lost = (
        [] if isinstance(passing, Unknown) or isinstance(excluded, Unknown) else [n for n in passing if n in excluded]
    )
    below = document.type in ("google_logging_folder_sink", "google_logging_organization_sink")
    facts = LogRoute(
        purpose="account",
        enabled=negated(document.flag("disabled", False)),
        everything=_everything(document, written),
        carries=unreadable or tuple(name for name in passing if name not in lost),  # type: ignore[union-attr]
        audit_events=_WHOLE_ACCOUNT,
        drops_audit=False if excluded == () else unreadable or bool(lost),
        children=document.flag("include_children", False) if below else _ONE_ACCOUNT,
        store=store,
        log_store=log_store,
    )
    yield resource(document, facts, names=(document.text("id"), document.text("name")))


def exclusion(document: Document) -> Iterator[Resource]:
    """An exclusion of its own. It cannot take away what is never excluded."""
    written = document.text("filter", "")
    found = written if isinstance(written, Unknown) else dropped(written or "")
    drops: Fact[bool] = found if isinstance(found, Unknown) else "data_access" in found or "refusals" in found
    yield resource(document, LogExclusion(active=negated(document.flag("disabled", False)), drops_audit=drops))


def _everything(document: Document, written: Any) -> Fact[bool]:
    if written is None:
        exclusions = document.has("exclusions")
        return exclusions if isinstance(exclusions, Unknown) else not exclusions
    return written if isinstance(written, Unknown) else False


def _excluded(document: Document) -> tuple[Any, ...] | Unknown:
    """Sorts of audit events of which some exclusion takes a part."""
    blocks = document.blocks("exclusions")
    if isinstance(blocks, Unknown):
        return blocks
    found: list[Any] = []
    for block in blocks:
        part = _drops(block)
        if isinstance(part, Unknown):
            return part
        found += part
    return tuple(dict.fromkeys(found))


def _drops(block: Block) -> tuple[Any, ...] | Unknown:
    off, written = block.flag("disabled", False), block.text("filter", "")
    if off is True:
        return ()
    return written if isinstance(written, Unknown) else dropped(written or "")


def _destination(document: Document) -> tuple[Fact[Link], Fact[Link]]:
    """The object store and the log store that receive the events."""
    text = document.text("destination")
    bucket = document.follow("destination", "google_storage_bucket")
    if bucket is not None:
        return Link(bucket.address, "object_store"), _ELSEWHERE
    log_bucket = document.follow("destination", *_BUCKETS)
    if log_bucket is not None:
        return _ELSEWHERE, Link(log_bucket.address, "log_store")
    if isinstance(text, Unknown):
        names = document.surroundings.names(document, "destination")
        other = any(name.rpartition("module.")[2].split(".")[-2:][0] in _OTHERS for name in names)
        return (_ELSEWHERE, _ELSEWHERE) if other else (text, text)
    if text is not None and text.startswith(_STORE):
        return Link(text.removeprefix(_STORE), "object_store"), _ELSEWHERE
    if text is not None and text.startswith(_LOGGING) and "/buckets/" in text:
        return _ELSEWHERE, Link(text.removeprefix(_LOGGING), "log_store")
    return _ELSEWHERE, _ELSEWHERE
