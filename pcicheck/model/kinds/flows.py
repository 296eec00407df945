"""Ways that account data takes through several systems, as the entity's data-flow diagram has them."""

from __future__ import annotations

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact


class DataFlow(Kind, frozen=True, kw_only=True):
    """A way that account data takes from one system to the next, declared in the scope file step by step.

    Every fact is unknown where a step is not among what was scanned; the reason names it.
    """

    carries: Fact[str] = NOT_STATED
    """What it carries, as declared: ``pan``, ``token`` …; ``None`` where nothing is said."""
    partner: Fact[bool] = NOT_STATED
    """Whether it begins at another company, so that both ends must know each other."""
    encrypted: Fact[bool] = NOT_STATED
    """Whether every step of it takes encrypted connections only."""
    callers_known: Fact[bool] = NOT_STATED
    """Whether every step of it knows who calls: by certificate, token or password."""
    mutual_tls: Fact[bool] = NOT_STATED
    """Whether every step of it asks callers for a certificate and checks it. Inapplicable to steps that cannot."""
