"""What the adapters of this theme share."""

from __future__ import annotations

from pcicheck.model.document import Block, Document, known_in_part
from pcicheck.model.logic import any_true
from pcicheck.model.value import AFTER_APPLY, SENSITIVE, Fact, Inapplicable, Unknown
from pcicheck.providers.azure.diagnostics import ALL_GROUPS, SETTING, log_categories
from pcicheck.providers.referrers import referrers

IN_FRONT = Unknown("no firewall can be put on it; a gateway in front of it may carry one")
NO_REQUESTS = Inapplicable("it does not read requests")
NOT_ENCRYPTED = Inapplicable("the call is not encrypted")


def names_of(document: Document) -> tuple[str | None | Unknown, ...]:
    """Names by which other resources refer to this one."""
    return document.text("id"), document.text("name")


def written(block: Block, path: str) -> bool | Unknown:
    """Whether an attribute that the provider does not compute is written; what is known only after apply is."""
    parent = block.get(path.rpartition(".")[0]) if "." in path else block.values
    if isinstance(parent, Unknown):
        return parent
    value = block.get(path)
    if isinstance(value, Unknown):
        return True if value in (AFTER_APPLY, SENSITIVE) or value.refers or known_in_part(value) else value
    return value not in (None, "", [], {})


def diagnosed(document: Document, *categories: str, holder: str = "") -> Fact[bool]:
    """Whether a diagnostic setting sends one of some categories of logs, named in lower case, or all of them. It may
    also be one of the ``holder``, by its id."""
    if isinstance(document.values, Unknown):
        return document.values
    wanted = ALL_GROUPS | set(categories)
    holders = (holder,) if holder else ()
    found = (log_categories(setting) for setting in referrers(document, SETTING, "target_resource_id", *holders))
    return any_true(*(names if isinstance(names, Unknown) else bool(names & wanted) for names in found))


def version_of(name: float | str | None | Unknown) -> float | Unknown:
    """A TLS version as Azure writes it: ``1.2``, ``TLSv1_2``, ``TLS12``, ``TLS1_2``."""
    if isinstance(name, Unknown):
        return name
    digits = "".join(letter for letter in str(name) if letter.isdigit())[:2].ljust(2, "0")
    found = {"10": 1.0, "11": 1.1, "12": 1.2, "13": 1.3}.get(digits)
    return found or Unknown(f"{name} is no TLS version known here")
