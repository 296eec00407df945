"""pcicheck: PCI DSS v4.0.1 checks with evidence that an assessor can file.

As a library::

    from pcicheck import scan

    results = scan(["plan.json"])
    for finding in results.findings():
        print(finding.verdict, finding.rule, finding.native_address)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pcicheck.version import __version__

if TYPE_CHECKING:
    from pcicheck.results.results import Results
    from pcicheck.scanning import Selection, scan

__all__ = ["Results", "Selection", "__version__", "scan"]

_HOMES = {"scan": "pcicheck.scanning", "Selection": "pcicheck.scanning", "Results": "pcicheck.results.results"}


def __getattr__(name: str) -> Any:
    """Import the library's parts when they are first asked for, so that ``--version`` stays quick."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'pcicheck' has no attribute '{name}'")
