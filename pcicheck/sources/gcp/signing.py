"""Signing in to Google Cloud, with the application default credentials, and as whom.

Source: google-auth, "Application Default Credentials"; keys of service accounts sign their own tokens, so that only the
service that is asked finds out whether they still hold, with ``UNAUTHENTICATED``. All others fetch a token first.
"""

from __future__ import annotations

from typing import Any

import google.auth
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.auth.transport.requests import Request
from google.cloud import asset_v1

from pcicheck.errors import InputError
from pcicheck.sources.live.tokens import claims_of

_SCOPES = ("https://www.googleapis.com/auth/cloud-platform",)
_AGAIN = "run 'gcloud auth application-default login'"


def sign_in() -> Any:
    """An asset client with the user's credentials. Raises ``InputError`` where there are none, or none that hold."""
    try:
        credentials, _ = google.auth.default(scopes=_SCOPES)
    except DefaultCredentialsError as problem:
        raise InputError(f"gcp: no credentials were found; {_AGAIN}") from problem
    fetch_token(credentials)
    return asset_v1.AssetServiceClient(credentials=credentials)


def fetch_token(credentials: Any) -> None:
    """Fetch a token for credentials that need one. Raises ``InputError`` where they do not hold any more."""
    if hasattr(credentials, "with_always_use_jwt_access"):
        return
    try:
        credentials.refresh(Request())
    except GoogleAuthError as problem:
        raise not_accepted(problem) from problem


def not_accepted(problem: Exception) -> InputError:
    """What to tell somebody whose credentials do not hold."""
    said = " ".join(str(problem).split())[:300]
    return InputError(f"gcp: the credentials are not accepted ({said}); {_AGAIN}")


def principal(client: Any) -> str:
    """Who asks, as far as the credentials tell: a service account, or the user that the token of sign-in names."""
    given = getattr(client.transport, "_credentials", None)
    named = (getattr(given, name, "") for name in ("service_account_email", "account"))
    user = claims_of(getattr(given, "id_token", None)).get("email", "")
    return next((str(name) for name in (*named, user) if name), "")
