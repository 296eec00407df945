"""Front Door and the content network of the classic generation.

Source: ARM template reference and REST reference, ``Microsoft.Network/frontDoors`` (2021-06-01) and
``Microsoft.Cdn/profiles/endpoints`` (2024-02-01). HTTPS of a domain is switched by calls of their own, so that a
document that does not say whether it is on says nothing of it. A frontend without a firewall policy is guarded by that
of its routing rules, where each of them has one.
"""

from __future__ import annotations

from typing import Any

from pcicheck.model.value import NOT_STATED, Unknown
from pcicheck.sources.azure.arm import ArmShape, each, flat, ids, put_some, switched
from pcicheck.sources.shapes import Values, at

_DOOR = "Microsoft.Network/frontDoors"
_ENDPOINT = "Microsoft.Cdn/profiles/endpoints"
_CHECK = "enforce_backend_pools_certificate_name_check"
_POLICY = "web_application_firewall_policy_link"
_MAY_GUARD = Unknown("its routing rules may have a firewall policy")
_SWITCHING = Unknown("HTTPS of the domain is being switched, or could not be")


def _door(values: Values) -> None:
    rules = each(values.get("routing_rules"), flat)
    values["routing_rule"] = each(rules, _routing_rule)
    fronts = values.get("frontend_endpoints")
    values["frontend_endpoint"] = each(fronts, lambda item: _front(flat(item), rules))
    checked = switched(at(values, "backend_pools_settings.enforce_certificate_name_check"))
    put_some(values, {f"backend_pool_settings.{_CHECK}": checked})


def _routing_rule(rule: Values) -> Values:
    accepted, enabled = rule.get("accepted_protocols"), switched(rule.get("enabled_state"))
    found: Values = {
        "name": rule.get("name"),
        "accepted_protocols": NOT_STATED if accepted is None else accepted,
        **({} if enabled is None else {"enabled": enabled}),
    }
    route = rule.get("route_configuration")
    if not isinstance(route, dict):
        return found | dict.fromkeys(("forwarding_configuration", "redirect_configuration"), route or NOT_STATED)
    sort = route.get("@odata.type")
    if isinstance(sort, Unknown):
        return found | dict.fromkeys(("forwarding_configuration", "redirect_configuration"), sort)
    if "redirect" in str(sort).lower():
        return found | {"redirect_configuration": {"redirect_protocol": route.get("redirect_protocol", NOT_STATED)}}
    return found | {"forwarding_configuration": {"forwarding_protocol": route.get("forwarding_protocol", NOT_STATED)}}


def _front(front: Values, rules: Any) -> Values:
    own = at(front, f"{_POLICY}.id")
    return {
        "name": front.get("name"),
        "host_name": front.get("host_name"),
        f"{_POLICY}_id": _of_rules(front.get("id"), rules) if own is None else own,
    }


def _of_rules(front: Any, rules: Any) -> Any:
    """The policy of the first rule of a frontend, where each has one."""
    if isinstance(rules, Unknown):
        return _MAY_GUARD
    policies: list[Any] = []
    for rule in rules:
        named = ids(at(rule, "frontend_endpoints"))
        if any(isinstance(one, Unknown) for one in (rule, named, front)):
            return _MAY_GUARD
        if str(front).lower() in [str(name).lower() for name in named]:
            policies.append(at(rule, f"{_POLICY}.id"))
    return None if None in policies or not policies else policies[0]


def _endpoint(values: Values) -> None:
    values["delivery_rule"] = each(at(values, "delivery_policy.rules"), _delivery_rule)


def _delivery_rule(rule: Values) -> Values:
    """A rule with a block for each of its conditions and actions; one that is not known may be any."""
    found: Values = {"name": rule.get("name")}
    for item in _items(rule.get("conditions")):
        name = item if isinstance(item, Unknown) else item.get("name")
        if isinstance(name, Unknown):
            found["request_scheme_condition"] = name
        elif str(name).lower() == "requestscheme":
            found.setdefault("request_scheme_condition", item.get("parameters"))
        else:
            found[f"{str(name).lower()}_condition"] = [item]
    for item in _items(rule.get("actions")):
        name = item if isinstance(item, Unknown) else item.get("name")
        if isinstance(name, Unknown):
            found["url_redirect_action"] = name
        elif str(name).lower() == "urlredirect":
            found["url_redirect_action"] = {"protocol": at(item, "parameters.destination_protocol")}
    return found


def _items(listed: Any) -> list[Any]:
    found = each(listed, lambda item: item)
    return [found] if isinstance(found, Unknown) else found


def _domain(values: Values) -> None:
    """Whether a domain answers HTTPS, with whose certificate, and from which version of TLS on."""
    state = values.get("custom_https_provisioning_state")
    word = "" if isinstance(state, Unknown) else str(state).lower()
    source = at(values, "custom_https_parameters.certificate_source")
    block = "user_managed_https" if str(source).lower() == "azurekeyvault" else "cdn_managed_https"
    if word == "enabled":
        version = at(values, "custom_https_parameters.minimum_tls_version")
        values[block] = {"tls_version": NOT_STATED if version is None else version}
    elif word != "disabled":
        values[block] = state if isinstance(state, Unknown) else NOT_STATED if state is None else _SWITCHING


SHAPES: dict[str, ArmShape] = {
    _DOOR: ArmShape("azurerm_frontdoor", more=_door),
    _ENDPOINT: ArmShape("azurerm_cdn_endpoint", parents=("profile_name",), more=_endpoint),
    f"{_ENDPOINT}/customDomains": ArmShape(
        "azurerm_cdn_endpoint_custom_domain", parents=("cdn_endpoint_id",), more=_domain
    ),
}
"""ARM type to its shape."""
