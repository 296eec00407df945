"""Keys, tokens and passwords in text. Only their sort or the name that they are assigned to leaves this module.

Keys that their look gives away are found by the expressions of detect-secrets, without its guesses about entropy and
without asking any service; what it does not know (tokens of Vault, keys of Google) is found by ours. In code a value
counts only in quotes: what stands there without is an expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from pcicheck.providers.plain_secrets import keys_in, named_secret

_PLUGINS = {
    "aws:AWSKeyDetector": "AWS access key id",
    "azure_storage_key:AzureStorageKeyDetector": "storage account key",
    "discord:DiscordBotTokenDetector": "Discord token",
    "github_token:GitHubTokenDetector": "GitHub token",
    "gitlab_token:GitLabTokenDetector": "GitLab token",
    "jwt:JwtTokenDetector": "JSON web token",
    "mailchimp:MailchimpDetector": "Mailchimp key",
    "npm:NpmDetector": "npm token",
    "openai:OpenAIDetector": "OpenAI key",
    "pypi_token:PypiTokenDetector": "PyPI token",
    "sendgrid:SendGridDetector": "SendGrid key",
    "slack:SlackDetector": "Slack token",
    "square_oauth:SquareOAuthDetector": "Square token",
    "stripe:StripeDetector": "Stripe key",
    "telegram_token:TelegramBotTokenDetector": "Telegram token",
    "twilio:TwilioKeyDetector": "Twilio key",
}
"""Detectors of detect-secrets, and what is said of what they find."""
_PRIVATE_KEY = re.compile(r"PRIVATE KEY(?: BLOCK)?-----(?:\s|\\r|\\n|[\"'+,])*[A-Za-z0-9+/=]{16}")
_IN_URL = re.compile(r"://(?P<user>[^/\s:@\"'<>]{1,64}):(?P<password>[^/\s:@\"'<>]{3,64})@")
_ASSIGNED = re.compile(
    r"(?P<name>[A-Za-z_][\w.-]*)[\"'\]]{0,2}[ \t]*(?:=>|:=|==?|:)[ \t]*(?P<quote>[\"']?)(?P<value>[^\"'\n]+)"
)
_EXAMPLE = re.compile(
    r"(?i)example|sample|dummy|placeholder|your[-_ ]|my[-_ ]?(?:secret|password|token|key)|\bfoo|x{5,}|\*{3,}|\.{3,}"
    r"|redacted|masked|hidden|insert|replace|<[^>]+>|^(?:none|null|nil|undefined|true|false|string|str|password)$"
)
_REFERENCE = re.compile(
    r"^[\[{&*!|>@]|[$%]\{|\{\{|\$\(|^\$|%\(|<%|getenv|environ|process\.env|secretKeyRef|valueFrom|vault:|ssm:|arn:|^var\.|^data\.|^local\.|"
    r"^module\.|^random_|^aws_|^google_|^azurerm_|^ENC\[|^\!|\(\)|^\{?cipher\}|^op://|^projects/|^/run/secrets|^file:"
)
_VAULT_LITERAL = re.compile(r"token\s*=\s*[\"'](?:hv[sb]\.|s\.)[\w-]+[\"']")


def secrets(suspect: Any, use: str) -> Iterator[tuple[str, str]]:
    """What a place that may hold a secret holds: names of facts, and what may be said of it."""
    line = suspect.before.rpartition("\n")[2] + suspect.text + suspect.after.partition("\n")[0]
    nearby = suspect.text + suspect.after
    if _PRIVATE_KEY.match(nearby):
        yield "keys", "private key"
    for label in (
        dict.fromkeys((*_by_look(line), *keys_in(line))) if suspect.look and not _EXAMPLE.search(suspect.text) else ()
    ):
        yield "keys", label
    for match in _IN_URL.finditer(suspect.text):
        if not _is_filled_in(match["password"]):
            yield "passwords", "a password in an address"
    if _VAULT_LITERAL.search(line):
        yield "passwords", "token"
    yield from _assigned(suspect, use)


def _by_look(line: str) -> Iterator[str]:
    for detector, label in _detectors():
        if any(not _EXAMPLE.search(str(found)) for found in detector.analyze_string(line)):
            yield label


@cache
def _detectors() -> tuple[tuple[Any, str], ...]:
    found = []
    for row, label in _PLUGINS.items():
        module, _, name = row.partition(":")
        found.append((getattr(import_module(f"detect_secrets.plugins.{module}"), name)(), label))
    return tuple(found)


def _assigned(suspect: Any, use: str) -> Iterator[tuple[str, str]]:
    """Names to which a value is given that must not stand there."""
    start = re.search(r"[\w.-]*$", suspect.before)
    text = (start[0] if start else "") + suspect.text + suspect.after.partition("\n")[0]
    match = _ASSIGNED.match(text)
    if match is None or (use == "code" and not match["quote"]):
        return
    value = (
        match["value"].strip()
        if match["quote"]
        else match["value"].split()[0].rstrip(",;)}]")
        if match["value"].split()
        else ""
    )
    if " " in value or not value or _is_filled_in(value):
        return
    if named_secret(match["name"], value):
        yield "passwords", match["name"]


def _is_filled_in(value: str) -> bool:
    """Whether something else takes the place of the value before it is used, or it only shows where one goes."""
    return _EXAMPLE.search(value) is not None or _REFERENCE.search(value) is not None
