"""What the errors of AWS mean: denied, asked too often, not offered in the region, or plainly not configured."""

from __future__ import annotations

from collections.abc import Sequence

import botocore.exceptions as refused
import jmespath.exceptions
from botocore.parsers import ResponseParserError

from pcicheck.sources.live.records import RefusalKind

_DENIED = (
    "AccessDenied",
    "AccessDeniedException",
    "UnauthorizedOperation",
    "AuthorizationError",
    "AuthorizationErrorException",
    "403",
    "Forbidden",
    "NotAuthorized",
)
_THROTTLED = (
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "SlowDown",
    "LimitExceededException",
)
_UNSUPPORTED = (
    "UnsupportedOperation",
    "UnsupportedOperationException",
    "InvalidAction",
    "UnknownOperationException",
    "NotSupported",
)
_NEVER_BEGUN = ("OptInRequired", "SubscriptionRequiredException")
"""Codes of services that the account has not subscribed to, so that it can have nothing of theirs."""
_NOT_OFFERED = (
    *(f"{what} in {where}region" for what in ("available", "supported") for where in ("this ", "the ", "the current ")),
    "access denied to api version",
)
"""Words of messages, next to a negation, by which services say that a region lacks them or what is asked for; the last
is how RDS and DAX say it."""
_NEGATIONS = ("not ", "n't ", "unavailable", "unsupported", "denied")
GONE = (refused.EndpointConnectionError, refused.ConnectTimeoutError, refused.SSLError, refused.ProxyConnectionError)
"""After these there is no use in asking the same service again."""
PROBLEMS = (refused.ClientError, refused.BotoCoreError, ResponseParserError, jmespath.exceptions.JMESPathError)
"""Whatever a call, or the look into its answer, can end with."""


def is_absent(problem: Exception, absent: Sequence[str]) -> bool:
    """Whether an error means that there is nothing: its code is named, alone or with words of its message; or the
    account never began with the service."""
    code, message = _code(problem), str(problem)
    return code in _NEVER_BEGUN or any(
        name == code and (not words or words in message) for name, _, words in (a.partition(":") for a in absent)
    )


def sort_of(problem: Exception, *, missing: bool) -> RefusalKind:
    """What an error means for a whole list. ``missing`` says that the service is not known to be in the region."""
    code = _code(problem)
    if code in _DENIED or "AccessDenied" in code:
        return "denied"
    if _says_so(problem):
        return "absent"
    if missing and (isinstance(problem, refused.EndpointConnectionError) or code in _UNSUPPORTED):
        return "absent"
    if code in _THROTTLED:
        return "throttled"
    return "unsupported" if code in _UNSUPPORTED or (missing and isinstance(problem, GONE)) else "failed"


def _says_so(problem: Exception) -> bool:
    """Whether the service itself says that the region lacks what is asked for."""
    said = str(problem).lower() if isinstance(problem, refused.ClientError) else ""
    return any(words in said for words in _NOT_OFFERED) and any(words in said for words in _NEGATIONS)


def _code(problem: Exception) -> str:
    return str(problem.response.get("Error", {}).get("Code", "")) if isinstance(problem, refused.ClientError) else ""
