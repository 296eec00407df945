"""What shell commands of pipelines do that they should not: show, send and fetch things.

Texts are looked at line by line, continued lines joined; nothing is run or expanded. GitHub documentation, "Script
injections": values that strangers choose are put into a command before the shell sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONTINUED = re.compile(r"\\\n\s*")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_SECRET = re.compile(r"\bsecrets\s*(?:\.\s*|\[\s*['\"])(\w+)")
_STRANGERS = re.compile(
    r"""github\.(?:
      head_ref\b
      |event\.(?:issue|pull_request|discussion)\.(?:title|body)\b
      |event\.(?:comment|review|review_comment)\.body\b
      |event\.pages[^\s}]*\.page_name\b
      |event\.(?:head_commit|commits[^\s}]*|workflow_run\.head_commit)\.(?:message|author\.(?:email|name))\b
      |event\.pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))\b
      |event\.workflow_run\.(?:head_branch|display_title|head_repository\.description)\b
    )""",
    re.VERBOSE,
)
_SANITISED = re.compile(r"^\s*(?:contains|startsWith|endsWith|hashFiles)\s*\(", re.IGNORECASE)
_SHOWS = re.compile(r"^\s*(?:sudo\s+)?(?:echo|printf|cat\s*<<<|Write-Host|Write-Output)\b", re.IGNORECASE)
_KEPT = re.compile(r"(?:>|\|(?!\|)|::add-mask::)")
_DUMPS = re.compile(r"^\s*(?:env|printenv|export\s+-p|set)\s*(?:$|\|\s*(?:sort|cat|base64))")
_PIPED = re.compile(
    r"\b(?:curl|wget)\b[^|\n]*?(https?://[^\s'\"|)]+)[^|\n]*\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:env\s+\S+\s+)?"
    r"(?:bash|sh|zsh|python3?|perl|node|ruby)\b"
)
_SUBSTITUTED = re.compile(
    r"\b(?:bash|sh|source|eval|\.)\s+(?:-c\s+)?[\"']?(?:<|\$)\(\s*(?:curl|wget)\b[^)]*?(https?://[^\s'\")]+)"
)
_POWERSHELL = re.compile(
    r"\b(?:iex|Invoke-Expression)\b.*?(https?://[^\s'\")]+)|(https?://[^\s'\")]+).*?\|\s*(?:iex|Invoke-Expression)\b",
    re.IGNORECASE,
)
_NETCAT = re.compile(
    r"\b(?:nc|ncat|netcat)\s+(?:-\S+\s+(?:/\S+\s+)?)*\d{1,3}(?:\.\d{1,3}){3}|/dev/tcp/\d{1,3}(?:\.\d{1,3}){3}"
)
_REQUEST = re.compile(r"\b(?:curl|wget)\b")
_IN_HEADER = re.compile(r"(?:-H|--header|-u|--user|--oauth2-bearer|-b|--cookie)[ =](?:\"[^\"]*\"|'[^']*'|\S+)")


def lines_of(text: str) -> Iterator[str]:
    """Commands of a text, one a line; comments are left out."""
    for line in _CONTINUED.sub(" ", text).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def shown_secrets(text: str, secrets: dict[str, str]) -> list[str]:
    """Secrets that are written to the log. ``secrets`` maps variables to the secrets that they hold."""
    found: list[str] = []
    for line in lines_of(text):
        if _SHOWS.search(line) and not _KEPT.search(line):
            found += secrets_in(line)
            found += [name for variable, name in secrets.items() if re.search(rf"\$\{{?{variable}\b", line)]
        elif _DUMPS.search(line):
            found += secrets.values()
    return found


def secrets_in(text: str) -> list[str]:
    """Names of the secrets that expressions in a text take."""
    return [f"secrets.{name}" for part in _EXPRESSION.findall(text) for name in _SECRET.findall(part)]


def injections(text: str) -> list[str]:
    """Expressions whose values strangers choose."""
    found = []
    for part in _EXPRESSION.findall(text):
        if not _SANITISED.match(part):
            found += [match[0] for match in _STRANGERS.finditer(part)]
    return found


def downloads_run(text: str) -> list[str]:
    """Addresses from which something is fetched and run at once."""
    found: list[str] = []
    for line in lines_of(text):
        for pattern in (_PIPED, _SUBSTITUTED, _POWERSHELL):
            found += [next(group for group in match.groups() if group) for match in pattern.finditer(line)]
    return found


def sends_secrets(text: str) -> list[str]:
    """Programs that put a secret into the address or body of a request; headers are the place for it."""
    found = []
    for line in lines_of(text):
        if _REQUEST.search(line) and secrets_in(_IN_HEADER.sub("", line)):
            found.append(f"{_REQUEST.findall(line)[0]} with {', '.join(secrets_in(_IN_HEADER.sub('', line)))}")
    return found


def opens_shell(text: str) -> bool:
    """Whether a plain pipe over the network is opened to an address."""
    return any(_NETCAT.search(line) for line in lines_of(text))
