"""Every error that pcicheck raises on purpose, and the exit code that each one means.

    PcicheckError
    ├── UsageError      2   wrong arguments, configuration, rulebook or exceptions file
    │   ├── ConfigError
    │   ├── RulebookError
    │   └── OutputError   an output cannot be written where the user wants it
    └── InputError      3   an input could not be read

An error is one clear sentence that names the file and says what to do. It is caught once, in
``pcicheck.__main__``.
"""

from __future__ import annotations

OK = 0
FINDINGS = 1
USAGE = 2
INCOMPLETE = 3
INTERRUPTED = 130


class PcicheckError(Exception):
    """Base of the tree."""

    exit_code = INCOMPLETE


class UsageError(PcicheckError):
    """The user asked for something that cannot be."""

    exit_code = USAGE


class ConfigError(UsageError):
    """A configuration, scope or exceptions file is wrong."""


class RulebookError(UsageError):
    """One or more rule files are wrong. ``str()`` is one line per mistake."""


class InputError(PcicheckError):
    """An input cannot be read; the rest of the scan goes on and ends incomplete."""


class OutputError(UsageError):
    """An output cannot be written. Nothing is left half-written."""
