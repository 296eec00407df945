"""The generated table of calls: what a live source asks of each thing. ``python -m tests.calls`` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pcicheck.sources.aws.table import Listing
from pcicheck.sources.aws.tables import services
from pcicheck.sources.azure.child import Child
from pcicheck.sources.azure.details import CHILDREN, SUBSCRIPTION
from pcicheck.sources.gcp.catalog import CONTENTS

CALLS = Path(__file__).parents[1] / "pcicheck" / "sources" / "CALLS.md"
_HEAD = """# Calls of the live sources

Generated from the tables that the sources ask by: `python -m tests.calls` writes it anew.
Calls grow with resources only where the last column names some; what is listed in bulk takes one call a page.
"""


def table() -> str:
    """The whole file."""
    return "\n".join([_HEAD, *_aws(), "", *_gcp(), "", *_azure()]) + "\n"


def _aws() -> Iterator[str]:
    yield "## AWS: in each account, and in each region where the service has regions\n"
    yield "| service | where | listed in bulk | calls for each thing |"
    yield "|---|---|---|---|"
    for service in sorted(services(), key=lambda service: (service.client, service.everywhere)):
        bulk = dict.fromkeys(found.operation for found in service.listings if not _grows(found))
        each = [text for found in service.listings for text in _each(found)]
        where = "each region" if service.everywhere else "account"
        yield f"| {service.client} | {where} | {', '.join(bulk) or 'nothing'} | {'; '.join(each) or 'none'} |"


def _grows(listing: Listing) -> bool:
    return bool(listing.each) and not listing.batch


def _each(listing: Listing) -> Iterator[str]:
    if listing.each:
        how = f" (of {listing.batch} at a time)" if listing.batch else ""
        yield f"{listing.operation} for {listing.each}{how}"
    for detail in listing.details:
        where = ", some" if detail.when else ""
        yield f"{detail.operation} for {listing.type}{where}"


def _gcp() -> Iterator[str]:
    yield "## Google Cloud: for each project, folder or organisation that is named\n"
    yield "| content of ListAssets | right | calls for each thing |"
    yield "|---|---|---|"
    yield from (f"| {name} | {permission} | none |" for name, permission in CONTENTS.values())


def _azure() -> Iterator[str]:
    yield "## Azure: Resource Graph in bulk, and from Resource Manager for each resource\n"
    yield "| of each | calls |"
    yield "|---|---|"
    yield f"| subscription | {_named(SUBSCRIPTION)} |"
    yield from (f"| {owner} | {_named(CHILDREN[owner])} |" for owner in sorted(CHILDREN) if CHILDREN[owner])


def _named(children: tuple[Child, ...]) -> str:
    every = (f"{child.path.lstrip('/')}{' and each of them' if child.again else ''}" for child in children)
    return "; ".join(dict.fromkeys(every))


if __name__ == "__main__":
    CALLS.write_text(table(), "utf-8")
