"""Application gateways and their firewall policies.

Source: ARM template reference, ``Microsoft.Network/applicationGateways`` and
``Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies``. The parts of a gateway name each other by id,
which ends in the name. In what state a firewall policy starts that does not say so is not documented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pcicheck.model.value import Unknown
from pcicheck.sources.azure.arm import ArmShape, each, first_unknown, flat, named, names, put_some, switched
from pcicheck.sources.shapes import Values, at, put

_PolicyOf = Callable[[Values], Values]


def _inner(**references: str) -> _PolicyOf:
    """How a part becomes a block: its properties, and names in place of the references."""

    def made(item: Values) -> Values:
        found = flat(item)
        put_some(found, {name: named(found, path) for name, path in references.items()})
        return found

    return made


def _front(item: Values) -> Values:
    found = flat(item)
    put_some(found, {"public_ip_address_id": at(found, "public_ipaddress.id")})
    return found


def _listener(item: Values) -> Values:
    found = _inner(
        frontend_ip_configuration_name="frontend_ipconfiguration",
        ssl_certificate_name="ssl_certificate",
        ssl_profile_name="ssl_profile",
    )(item)
    put_some(found, {"firewall_policy_id": at(found, "firewall_policy.id")})
    return found


def _profile(item: Values) -> Values:
    found = flat(item)
    revocation = at(found, "client_auth_configuration.verify_client_revocation")
    certificates = found.get("trusted_client_certificates")
    put_some(
        found,
        {
            "trusted_client_certificate_names": names(certificates) if certificates else None,
            "verify_client_certificate_revocation": revocation,
        },
    )
    _tls(found)
    return found


def _tls(values: Values) -> None:
    put_some(values, {"ssl_policy.disabled_protocols": at(values, "ssl_policy.disabled_ssl_protocols")})


def _paths(item: Values) -> Values:
    found = _inner(default_redirect_configuration_name="default_redirect_configuration")(item)
    found["path_rule"] = each(found.get("path_rules"), _inner(redirect_configuration_name="redirect_configuration"))
    return found


_PARTS: dict[str, tuple[str, _PolicyOf]] = {
    "frontend_ip_configuration": ("frontend_ipconfigurations", _front),
    "http_listener": ("http_listeners", _listener),
    "ssl_profile": ("ssl_profiles", _profile),
    "redirect_configuration": ("redirect_configurations", _inner(target_listener_name="target_listener")),
    "url_path_map": ("url_path_maps", _paths),
    "backend_http_settings": ("backend_http_settings_collection", _inner()),
    "request_routing_rule": (
        "request_routing_rules",
        _inner(
            http_listener_name="http_listener",
            redirect_configuration_name="redirect_configuration",
            url_path_map_name="url_path_map",
        ),
    ),
}
"""Block of Terraform to ARM's list of parts, and how one becomes the other."""


def _gateway(values: Values) -> None:
    for block, (path, made) in _PARTS.items():
        values[block] = each(values.get(path), made)
    for settings in values["backend_http_settings"] if isinstance(values["backend_http_settings"], list) else ():
        checks = settings.get("validate_cert_chain_and_expiry") if isinstance(settings, dict) else None
        if checks is not None:
            settings["certificate_chain_validation_enabled"] = checks
    rules = values["request_routing_rule"]
    values["request_routing_rule"] = [_whose(rule) for rule in rules] if isinstance(rules, list) else rules
    _tls(values)
    groups = at(values, "waf_configuration.disabled_rule_groups")
    if groups:
        put(values, "waf_configuration.disabled_rule_group", each(groups, _disabled))


def _whose(rule: Any) -> Any:
    """A routing rule; unknown as a whole where it is not known to which listener it belongs."""
    listener = rule.get("http_listener_name") if isinstance(rule, dict) else None
    return listener if isinstance(listener, Unknown) else rule


def _disabled(group: Values) -> Values:
    unknown = first_unknown(group.get("rules"))
    return group if unknown is None else {**group, "rules": unknown}


def _policy(values: Values) -> None:
    sets = at(values, "managed_rules.managed_rule_sets")
    if sets is not None:
        put(values, "managed_rules.managed_rule_set", each(sets, _rule_set))
    values["custom_rules"] = each(values.get("custom_rules"), _custom)


def _rule_set(item: Values) -> Values:
    return {
        "type": item.get("rule_set_type"),
        "version": item.get("rule_set_version"),
        "rule_group_override": each(item.get("rule_group_overrides"), _override),
    }


def _override(item: Values) -> Values:
    rules = each(item.get("rules"), _rule)
    return {"rule_group_name": item.get("rule_group_name"), "rule": rules}


def _rule(item: Values) -> Values:
    found = {"id": item.get("rule_id"), "action": item.get("action"), "enabled": switched(item.get("state"))}
    return {name: value for name, value in found.items() if value is not None}


def _custom(item: Values) -> Values:
    state = switched(item.get("state"))
    return item if state is None else {**item, "enabled": state}


SHAPES: dict[str, ArmShape] = {
    "Microsoft.Network/applicationGateways": ArmShape(
        "azurerm_application_gateway",
        moves={
            "firewall_policy_id": "firewall_policy.id",
            "waf_configuration": "web_application_firewall_configuration",
        },
        more=_gateway,
    ),
    "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies": ArmShape(
        "azurerm_web_application_firewall_policy",
        moves={"policy_settings.enabled": "policy_settings.state"},
        unstated=("policy_settings.enabled", "policy_settings.mode"),
        more=_policy,
    ),
}
"""ARM type to its shape."""
