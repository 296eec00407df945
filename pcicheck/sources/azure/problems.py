"""What Azure's clients raise, in our words."""

from __future__ import annotations

from azure.core import exceptions as refused
from azure.identity import CredentialUnavailableError

from pcicheck.errors import InputError
from pcicheck.sources.live.records import RefusalKind

_SIGN_IN = "run 'az login'"


def check_sign_in(problem: Exception) -> None:
    """End the collection where it is the credentials that are not taken. Raises ``InputError``."""
    if isinstance(problem, CredentialUnavailableError):
        raise InputError(f"azure: no credentials were found; {_SIGN_IN}") from problem
    if isinstance(problem, refused.ClientAuthenticationError):
        raise InputError(f"azure: the credentials are not accepted ({sentence(problem)}); {_SIGN_IN}") from problem


def check_reached(problem: Exception) -> None:
    """End the collection where nobody answers at all. Raises ``InputError``."""
    if isinstance(problem, (refused.ServiceRequestError, refused.ServiceResponseError)):
        raise InputError(f"azure: nobody answers ({sentence(problem)}); check the network and the proxy") from problem


def code_of(problem: Exception) -> str:
    """Azure's word for the problem; empty where it gave none."""
    return str(getattr(getattr(problem, "error", None), "code", "") or "")


def status_of(problem: Exception) -> int:
    """The status of the answer; 0 where there was none."""
    return int(getattr(problem, "status_code", 0) or 0)


def sort_of(problem: Exception) -> RefusalKind:
    """What sort of refusal it is."""
    status = status_of(problem)
    if status in (401, 403):
        return "denied"
    return "throttled" if status == 429 else "unsupported" if status in (400, 404, 405) else "failed"


def sentence(problem: Exception) -> str:
    """What Azure said, on one line."""
    error = getattr(problem, "error", None)
    said = getattr(error, "message", "") or getattr(problem, "message", "") or str(problem)
    return " ".join(str(said).split())[:300].rstrip(".")
