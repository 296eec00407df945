"""The ``time_rotating`` resource, by which Terraform replaces passwords and keys in time.

Terraform registry, hashicorp/time, ``time_rotating``: ``rotation_days``, ``…_hours``, ``…_minutes``, ``…_months``,
``…_years``; whatever names it in its keepers is replaced when it rotates.
"""

from __future__ import annotations

from pcicheck.model.document import Document
from pcicheck.model.value import Unknown

ROTATING = "time_rotating"
_DAYS = {
    "rotation_minutes": 1 / 1440,
    "rotation_hours": 1 / 24,
    "rotation_days": 1,
    "rotation_months": 31,
    "rotation_years": 366,
}


def rotation_days(document: Document, path: str) -> float | None | Unknown:
    """Days after which what stands at ``path`` makes Terraform replace the document; ``None`` for never."""
    found = document.follow(path, ROTATING)
    if found is None:
        keepers = document.get(path)
        if isinstance(keepers, Unknown):
            return keepers
        values = keepers.values() if isinstance(keepers, dict) else ()
        return next((value for value in values if isinstance(value, Unknown)), None)
    for name, days in _DAYS.items():
        every = found.number(name)
        if every is not None:
            return every if isinstance(every, Unknown) else every * days
    return Unknown("the time after which it rotates is not known")
