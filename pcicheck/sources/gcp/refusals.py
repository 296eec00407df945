"""What Cloud Asset Inventory says instead of an answer, and what follows from it.

Sources: google-api-core, ``google.api_core.exceptions``; gRPC core, where a token that cannot be fetched becomes
``UNAVAILABLE``; AIP-193 for the rest. An unsupported type of assets is named by the service: "No RESOURCE found that
matches asset type …".
"""

from __future__ import annotations

from collections.abc import Iterable

from google.api_core import exceptions as refused

from pcicheck.sources.live.records import RefusalKind

_BUSY = (refused.ResourceExhausted, refused.DeadlineExceeded, refused.InternalServerError)
_NO_TOKEN = "Getting metadata from plugin failed"  # noqa: S105


def again(problem: Exception) -> bool:
    """Whether asking once more may help."""
    if isinstance(problem, refused.ServiceUnavailable):
        return not is_token(problem)
    return isinstance(problem, _BUSY)


def cause(problem: refused.GoogleAPIError) -> refused.GoogleAPIError:
    """What was said the last time to somebody who asked again and again."""
    last = problem.cause if isinstance(problem, refused.RetryError) else None
    return last if isinstance(last, refused.GoogleAPIError) else problem


def is_token(problem: Exception) -> bool:
    """Whether it is the credentials that do not hold, and not what they may do."""
    return isinstance(problem, refused.Unauthenticated) or (
        isinstance(problem, refused.ServiceUnavailable) and _NO_TOKEN in str(problem)
    )


def kind_of(problem: refused.GoogleAPIError) -> RefusalKind:
    """The kind of a refusal."""
    if isinstance(problem, refused.PermissionDenied):
        return "denied"
    if isinstance(problem, refused.ResourceExhausted):
        return "throttled"
    return "unsupported" if isinstance(problem, refused.InvalidArgument) else "failed"


def sentence(problem: refused.GoogleAPIError) -> str:
    """What was said, in one line."""
    return " ".join(str(getattr(problem, "message", "") or problem).split())[:300]


def unknown_types(problem: refused.GoogleAPIError, asked: Iterable[str]) -> list[str]:
    """The types of assets, of those asked for, that the inventory does not have."""
    if not isinstance(problem, refused.InvalidArgument):
        return []
    words = {word.strip("\"'`.,;:()[]") for word in str(problem).split()}
    return [name for name in asked if name in words]
