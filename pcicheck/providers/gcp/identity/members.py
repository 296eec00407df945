"""Who the members of a Google Cloud grant are, and what a condition makes of it.

IAM documentation, "Principal identifiers"; "Service account types" (default service accounts end in
``-compute@developer.gserviceaccount.com`` and ``@appspot.gserviceaccount.com``, service agents are named
``service-NUMBER@…`` or stand in a domain of Google's). IAM documentation, "Attribute reference for IAM Conditions":
``resource.name``, ``resource.matchTag``, ``request.time``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pcicheck.model.value import Unknown
from pcicheck.providers.gcp.access import public_principal

_DEFAULT = re.compile(
    r"-compute@developer\.gserviceaccount\.com|@appspot\.gserviceaccount\.com|"
    r"google_(compute|app_engine)_default_service_account"
)
_AGENT = re.compile(r":(service|project)-\d+@|@gcp-sa-|@cloud(services|build)\.gserviceaccount\.com|service_identity")
_PERSONAL = re.compile(r"@(gmail|googlemail|yahoo|hotmail|outlook|aol|icloud|protonmail|mail|zoho)\.com$", re.I)
_KINDS = {
    "user": "user",
    "group": "group",
    "domain": "domain",
    "serviceAccount": "service",
    "projectOwner": "group",
    "projectEditor": "group",
    "projectViewer": "group",
    "principal": "federated",
    "principalSet": "federated",
    "deleted": "deleted",
}
_NOT_KNOWN = Unknown("what kind of member it is is known only after apply")
_CHOICE = re.compile(r"\|\||!(?!=)")
_NAMED = re.compile(r"""resource\.name\s*==\s*["'][^"']+["']|resource\.matchTag(Id)?\(|resource\.hasTagKey""")
_PREFIX = re.compile(r"""resource\.name\.startsWith\(\s*["']([^"']+)["']""")
_UNTIL = re.compile(r"request\.time\s*<")


def holders(members: tuple[str | Unknown, ...]) -> tuple[str | Unknown, ...]:
    """The kinds of the members, each once."""
    return tuple(dict.fromkeys(kind for member in members for kind in _kinds(member)))


def _kinds(member: str | Unknown) -> Iterator[str | Unknown]:
    if isinstance(member, Unknown):
        # A text known in part begins with what it is: "serviceAccount:${google_service_account.app.email}".
        yield kind_of(member.draft) if ":" in member.draft else member
        return
    kind = kind_of(member)
    yield kind
    if kind == "user" and _PERSONAL.search(member):
        yield "personal"


def kind_of(member: str) -> str | Unknown:
    """What kind of member it is, as ``Grant.holders`` names them."""
    if public_principal(member):
        return "anyone"
    if _DEFAULT.search(member):
        return "default_service"
    kind = _KINDS.get(member.partition(":")[0])
    if kind != "service":
        return kind or (_NOT_KNOWN if member.startswith(("resource:", "${")) else "group")
    if ".svc.id.goog[" in member:
        return "federated"
    if _AGENT.search(member):
        return "agent"
    if "${" in member and "google_service_account" not in member and ".iam.gserviceaccount.com" not in member:
        return _NOT_KNOWN
    return "service"


def narrows(condition: str | None | Unknown) -> bool | Unknown:
    """Whether a condition limits a grant to things that it names. Of several alternatives nothing is said: false."""
    if condition is None or isinstance(condition, Unknown):
        return condition if isinstance(condition, Unknown) else False
    if _CHOICE.search(condition):
        return False
    if _NAMED.search(condition):
        return True
    return any(_names_a_thing(prefix) for prefix in _PREFIX.findall(condition))


def lasts(condition: str | None | Unknown) -> bool | Unknown:
    """Whether a grant holds for ever: no condition gives it an end."""
    if condition is None or isinstance(condition, Unknown):
        return condition if isinstance(condition, Unknown) else True
    return _CHOICE.search(condition) is not None or _UNTIL.search(condition) is None


def _names_a_thing(prefix: str) -> bool:
    """``projects/p/buckets/pay`` does; ``projects/p/buckets/`` and ``projects/p/locations/l`` name all there are."""
    steps = prefix.split("/")
    return len(steps) >= (6 if steps[2:3] == ["locations"] else 4) and len(steps) % 2 == 0 and steps[-1] != ""
