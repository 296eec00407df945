"""One rule of a security group: its ports, its peers and whether they are the internet.

Terraform registry, hashicorp/aws: protocol -1 means every port, whatever ports are written
(``aws_vpc_security_group_ingress_rule``). The description "Managed by Terraform" is the provider's placeholder and
counts as none.

AWS's own prefix lists (``com.amazonaws.…``) hold the addresses of one service. An inline rule without a peer lets
nobody through: no rule comes of it (hashicorp/terraform issue 20530). A rule of its own must name a peer; one in
which none is even mentioned is read as open, for nothing narrows it, and checkov reads it so too. tcp or udp from
port 0 to port 0 is read as every port: nothing listens on port 0, so whoever writes it means all of them; checkov
reads it so too.
"""

from __future__ import annotations

import re

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.network import FirewallRule
from pcicheck.model.logic import any_true
from pcicheck.model.ports import Ports
from pcicheck.model.value import Fact, Unknown
from pcicheck.providers.addresses import internet

Texts = tuple[str | Unknown, ...]

_RANGES = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6")
_GROUPS = ("security_groups", "source_security_group_id", "referenced_security_group_id")
_LISTS = ("prefix_list_ids", "prefix_list_id")
_PEERS = (*_RANGES, *_LISTS, *_GROUPS)
_NOTHING: tuple[object, ...] = (None, "", [])
_LIST_TYPES = (
    "aws_ec2_managed_prefix_list",
    "data.aws_ec2_managed_prefix_list",
    "data.aws_prefix_list",
    "aws_vpc_endpoint",
)
_SERVICE_LISTS = ("aws_vpc_endpoint", "data.aws_prefix_list")
_NETWORK = re.compile(r"(?:module\.[^.]+\.)*(?:data\.)?aws_(?:default_)?(?:vpc|subnet)\.")
_PLACEHOLDER = "Managed by Terraform"


def rule(block: Block, document: Document, prefix: str | None = "") -> FirewallRule | Unknown:
    """One rule. ``prefix`` leads from the document to the block; ``None`` where references cannot be told apart."""
    if isinstance(block.values, Unknown):
        return block.values
    ports = _ports(block)
    peers = _peers(block)
    return FirewallRule(
        action="allow",
        ports=ports,
        span=ports if isinstance(ports, Unknown) else str(ports),
        internet=True if block is document and _names_nobody(block) else _internet(peers, document, prefix),
        peers=tuple(peer for found in peers.values() for peer in found),
        description=description(block),
    )


def _ports(block: Block) -> Ports | Unknown:
    protocol = block.text("protocol", block.text("ip_protocol", "-1"))
    first = block.number("from_port")
    last = block.number("to_port")
    if isinstance(protocol, Unknown) or protocol is None:
        return protocol or Unknown("the protocol is not known")
    whole = Ports.of(protocol, None, None)
    if whole.protocol == "any":
        return whole
    if isinstance(first, Unknown):
        return first
    if isinstance(last, Unknown):
        return last
    if whole.protocol in ("tcp", "udp") and first == 0 and last == 0:
        return whole
    return Ports.of(protocol, first, last)


def _peers(block: Block) -> dict[str, Texts]:
    """The other ends that the rule names, by attribute."""
    found: dict[str, Texts] = {}
    for path in _PEERS:
        if block.get(path) not in _NOTHING:
            texts = block.texts(path)
            found[path] = (texts,) if isinstance(texts, Unknown) else tuple(text for text in texts if text != "")
    if block.flag("self", False) is True:
        found["self"] = ("self",)
    return found


def _names_nobody(block: Block) -> bool:
    return all(block.get(path) is None for path in _PEERS) and block.flag("self", False) is False


def _internet(peers: dict[str, Texts], document: Document, prefix: str | None) -> bool | Unknown:
    open_range = internet(text for path in _RANGES for text in peers.get(path, ()) if not _of_network(text))
    lists = [path for path in _LISTS if peers.get(path)]
    return any_true(open_range, *(_list_open(peers[path], document, path, prefix) for path in lists))


def _of_network(text: str | Unknown) -> bool:
    """Whether a range will be that of a network, which holds a /16 (IPv6: a /44) at most: never the internet."""
    return isinstance(text, Unknown) and bool(text.refers) and all(_NETWORK.match(name) for name in text.refers)


def _list_open(names: Texts, document: Document, path: str, prefix: str | None) -> bool | Unknown:
    found = document.follow_all(f"{prefix}{path}", *_LIST_TYPES) if prefix is not None else _called(names, document)
    if found:
        return any_true(*(_entries_open(item) for item in found))
    first = names[0]
    return first if isinstance(first, Unknown) else Unknown(f"what is in prefix list {first} is not known")


def _called(names: Texts, document: Document) -> list[Document]:
    """The lists of a rule among several, where all of them are called by literal names."""
    if not all(isinstance(name, str) for name in names):
        return []
    inside = Document(
        {"names": list(names)},
        type=document.type,
        address=document.address,
        provider=document.provider,
        origin=document.origin,
        surroundings=document.surroundings,
        region=document.region,
        account=document.account,
    )
    found = inside.follow_all("names", *_LIST_TYPES)
    return found if len(found) == len(names) else []


def _entries_open(prefix_list: Document) -> bool | Unknown:
    if prefix_list.type in _SERVICE_LISTS or str(prefix_list.get("name")).startswith("com.amazonaws."):
        return False
    entries = prefix_list.blocks("entry") or prefix_list.blocks("entries")
    if isinstance(entries, Unknown):
        return entries
    if not entries:
        return Unknown(f"the entries of {prefix_list.address} are not in it")
    return internet([_entry(entry) for entry in entries])


def _entry(entry: Block) -> str | Unknown:
    text = entry.text("cidr")
    return Unknown("an entry of the prefix list has no range") if text is None else text


def description(block: Block) -> Fact[str]:
    """What people wrote about a rule or group."""
    text = block.text("description")
    return None if text == _PLACEHOLDER else text
