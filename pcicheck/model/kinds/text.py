"""What people write anywhere: source code, logs, settings, notes."""

from __future__ import annotations

from pcicheck.model.kinds.base import Kind
from pcicheck.model.value import NOT_STATED, Fact

Samples = Fact[tuple[str, ...]]


class TextPassage(Kind, frozen=True, kw_only=True):
    """All text of one target together, or one passage of it in which something was found.

    A passage speaks only of what was found there. What is found is never written out: card numbers are cut to their
    first six and last four digits, of secrets only the sort or the name is told.
    """

    card_numbers: Samples = NOT_STATED
    """Card numbers that are readable: of a brand's length and first digits, with a right check digit, and none of the
    published test numbers. Unknown where some file could not be read."""
    test_numbers: Samples = NOT_STATED
    """Published test card numbers."""
    track_data: Samples = NOT_STATED
    """Cards whose magnetic stripe, or what a chip says instead of it, stands there."""
    verification_codes: Samples = NOT_STATED
    """Cards beside which a verification code (CVV, CVC, CID …) stands."""
    keys: Samples = NOT_STATED
    """Sorts of keys and tokens that their look gives away: private keys, keys of clouds, tokens of services."""
    passwords: Samples = NOT_STATED
    """Names to which a password, key or token is assigned in plain text."""
