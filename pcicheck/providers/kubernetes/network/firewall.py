"""What network policies of all sorts become: a firewall of allowing rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pcicheck.model.kinds.network import Firewall, FirewallRule
from pcicheck.model.ports import Ports
from pcicheck.model.value import Fact, Inapplicable, Unknown

Rules = Fact[tuple[FirewallRule | Unknown, ...]]
OTHER_WAY = Inapplicable("it does not filter this direction")
EVERY_PORT = Ports.of("any", None, None)
_NO_WORDS = Inapplicable("network policies have no place for a description of their rules")


def firewall(ingress: Rules, egress: Rules) -> Firewall:
    """A network policy with its rules."""
    return Firewall(
        layer="interface",
        preset=False,
        description=_NO_WORDS,
        ingress=ingress,
        egress=egress,
        rules_elsewhere=Inapplicable("its rules stand in it"),
        logged=Inapplicable("whether connections are logged is no setting of a network policy"),
    )


def allowing(
    ports: Iterable[Ports | Unknown], internet: bool | Unknown, peers: Fact[tuple[str | Unknown, ...]]
) -> Iterator[FirewallRule]:
    """A rule for each of the ports."""
    for opened in ports:
        yield FirewallRule(
            action="allow",
            ports=opened,
            span=opened if isinstance(opened, Unknown) else str(opened),
            internet=internet,
            peers=peers,
            description=_NO_WORDS,
        )
