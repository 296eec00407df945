"""What text must hold to be worth a closer look. Nearly no line does, and looking closely is slow.

RE2 searches these patterns ten times as fast as Python's own expressions, which find the same where it is missing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import Any

_CARDS = rb"[2-6][0-9]{3}(?:[ -]?[0-9]){9,15}"
_KEYS = (
    rb"PRIVATE KEY|A[KS]IA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20}|github_pat_|glpat-|xox[abprs]-"
    rb"|hv[sb]\.[A-Za-z0-9_-]{8}|AIza[A-Za-z0-9_-]{30}|AccountKey=|SharedAccessKey=|[prs]k_(?:live|test)_[0-9A-Za-z]{16}|sandbox_[0-9a-z]{8}_"
    rb"|npm_[A-Za-z0-9]{30}|pypi-AgE|SG\.[A-Za-z0-9_-]{16}|sk-[A-Za-z0-9_-]{20}|hooks\.slack\.com/services/"
    rb"|sq0(?:atp|csp)-|eyJ[A-Za-z0-9_-]{10,}\.eyJ|AGE-SECRET-KEY-1|://[^/\s:@\"'<>]{1,64}:[^/\s:@\"'<>]{3,64}@"
    rb"|[^A-Za-z0-9_]s\.[A-Za-z0-9]{24}[^A-Za-z0-9]"
)
_VALUE = rb"[\"'\]]{0,2}[ \t]*(?:=>|:=|=|:)[ \t]*[\"']?[^\s\"',;]{4}"
_PASSWORDS = rb"(?i:passw(?:or)?d|passphrase|secret[_-]?access[_-]?key|client[_-]?secret)" + _VALUE
_NAMES = (
    rb"(?i:passw(?:or)?d|passphrase|secret|api[_-]?key|token|credentials?|access[_-]?key|secret[_-]?key"
    rb"|(?:private|signing|encryption)[_-]?key)" + _VALUE
)
_CODE = re.compile(
    r"\.(?:py|js|mjs|cjs|ts|tsx|jsx|java|kts?|scala|go|rb|php|cs|vb|fs|rs|swift|m|cc?|cpp|h|p[lm]|lua|r|psm?1"
    r"|sql|groovy|gradle|tf|tofu|hcl|dart|exs?|clj|vue|svelte|html?|jsp|erb|ipynb)$"
)
_SETTINGS = re.compile(
    r"\.(?:env|ya?ml|json|toml|ini|cfg|conf|cnf|properties|tfvars|xml|config|plist|rc|tpl|tmpl|j2|acl|rules|dockerfile"
    r"|sh|bash|zsh|bat|cmd)$"
)
_NAMED_SETTINGS = (
    *(".env", "Dockerfile", "Makefile", "Jenkinsfile", ".npmrc", ".pypirc", ".netrc", ".pgpass", ".htpasswd"),
)


def use_of(name: str) -> str:
    """What a file is for: ``code``, where values stand in quotes, ``settings``, or ``text`` such as logs and notes."""
    own = PurePath(name).name
    if own.startswith(_NAMED_SETTINGS) or _SETTINGS.search(own.lower()):
        return "settings"
    return "code" if _CODE.search(own.lower()) else "text"


@cache
def pattern(use: str) -> Any:
    """The expression of bytes for files of a use: numbers in its first group, keys by their look in the second.

    Tokens in logs are seldom credentials; passwords are.
    """
    names = _PASSWORDS if use == "text" else _NAMES
    return _compile(b"(" + _CARDS + b")|(" + _KEYS + b")|" + names)


def _compile(expression: bytes) -> Any:
    try:
        import re2 as engine
    except ImportError:
        import re as engine
    return engine.compile(expression)
