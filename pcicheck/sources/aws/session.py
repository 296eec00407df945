"""Who asks: profiles, assumed roles, accounts of an organisation, regions. One client for each service and region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import boto3
import botocore.exceptions as refused
from botocore.config import Config as ClientConfig
from msgspec import Struct

from pcicheck.errors import InputError

_RETRIES = ClientConfig(
    retries={"mode": "adaptive", "max_attempts": 8}, connect_timeout=10, read_timeout=60, max_pool_connections=32
)
HOME = "us-east-1"
"""Region that answers for services without regions, and for the rest where none is configured."""


class Asked(Struct, frozen=True):
    """What the user names."""

    profile: str = ""
    regions: tuple[str, ...] = ()
    """Regions to look at; empty for all that the account has enabled."""
    role_arn: str = ""
    """Role to assume; ``{account}`` in it stands for each account."""
    accounts: tuple[str, ...] = ()
    """Accounts to look at; empty for that of the credentials."""
    organization: bool = False
    """Whether to look at every account of the organisation."""


class Account:
    """One account, asked as one principal."""

    def __init__(self, session: Any, identity: str, account: str) -> None:
        self.session = session
        self.identity = identity
        self.id = account
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region."""
        key = (service, region or HOME)
        if key not in self._clients:
            self._clients[key] = self.session.client(service, region_name=key[1], config=_RETRIES)
        return self._clients[key]

    def regions(self, asked: Sequence[str]) -> list[str]:
        """The regions that are looked at. Raises ``InputError`` for one that the account has not enabled."""
        found = self.client("ec2", self.session.region_name or HOME).describe_regions()["Regions"]
        enabled = sorted(region["RegionName"] for region in found)
        for region in asked:
            if region not in enabled:
                raise InputError(f"aws: the account {self.id} has no region '{region}' enabled")
        return sorted(asked) or enabled


def accounts(asked: Asked) -> list[Account]:
    """Every account that is looked at. Raises ``InputError`` where the credentials do not do."""
    try:
        first = _account(boto3.Session(profile_name=asked.profile or None))
        wanted = list(asked.accounts)
        if asked.organization:
            pages = first.client("organizations", HOME).get_paginator("list_accounts").paginate()
            wanted += [item["Id"] for page in pages for item in page["Accounts"] if item["Status"] == "ACTIVE"]
        if not wanted:
            return [_assumed(first, asked.role_arn, first.id)] if asked.role_arn else [first]
        return [_one(first, asked, account) for account in dict.fromkeys(wanted)]
    except refused.ProfileNotFound as problem:
        raise InputError(
            f"aws: there is no profile '{asked.profile}'; 'aws configure list-profiles' shows them"
        ) from problem
    except (refused.NoCredentialsError, refused.PartialCredentialsError, refused.CredentialRetrievalError) as problem:
        raise InputError("aws: no credentials were found; sign in, or name a profile with --profile") from problem
    except (refused.ClientError, refused.BotoCoreError) as problem:
        raise InputError(f"aws: {_sentence(problem)}") from problem


def _one(first: Account, asked: Asked, account: str) -> Account:
    if account == first.id and not asked.role_arn:
        return first
    if not asked.role_arn:
        raise InputError(f"aws: name the role to assume in account {account} with --role-arn (it may hold {{account}})")
    return _assumed(first, asked.role_arn, account)


def _account(session: Any) -> Account:
    who = session.client("sts", region_name=session.region_name or HOME, config=_RETRIES).get_caller_identity()
    return Account(session, who["Arn"], who["Account"])


def _assumed(first: Account, role_arn: str, account: str) -> Account:
    given = first.client("sts", first.session.region_name or HOME).assume_role(
        RoleArn=role_arn.replace("{account}", account), RoleSessionName="pcicheck"
    )["Credentials"]
    session = boto3.Session(
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        region_name=first.session.region_name,
    )
    found = _account(session)
    if account and found.id != account and "{account}" in role_arn:
        raise InputError(f"aws: {role_arn} leads to account {found.id}, not {account}")
    return found


_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
_WRONG = ("InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "AuthFailure")


def _sentence(problem: Exception) -> str:
    code = problem.response["Error"]["Code"] if isinstance(problem, refused.ClientError) else ""
    if code in _EXPIRED:
        return "the credentials have expired; sign in again"
    if code in _WRONG:
        return "the credentials are not accepted; check the profile or the environment"
    if code in ("AccessDenied", "AccessDeniedException"):
        return f"access was denied ({str(problem).rpartition(': ')[2]}); name a role that may be assumed"
    return " ".join(str(problem).split())
