"""Service meshes: which native types of Istio, Linkerd and Consul there are and who reads them."""

from __future__ import annotations

from pcicheck.model.kubernetes import PREFIX
from pcicheck.providers.base import Row, Theme
from pcicheck.providers.kubernetes.mesh import names

_HOME = "kubernetes.mesh"
_GRANT = ("service_grant", "cluster_object")
_POLICY = ("mesh_policy", "cluster_object")
_SETTINGS = ("mesh_settings", "cluster_object")
_ROWS = {
    names.PEER_AUTHENTICATION: Row(f"{_HOME}.peers:peer_authentication", (*_POLICY, "mesh_waiver")),
    names.AUTHORIZATION_POLICY: Row(f"{_HOME}.grants:authorization_policy", _GRANT),
    names.REQUEST_AUTHENTICATION: Row(f"{_HOME}.tokens:request_authentication", ("token_check", "cluster_object")),
    names.DESTINATION_RULE: Row(
        f"{_HOME}.destinations:destination_rule", ("upstream", "mesh_waiver", "cluster_object")
    ),
    names.SERVICE_ENTRY: Row(f"{_HOME}.destinations:service_entry", ("upstream", "cluster_object")),
    names.GATEWAY: Row(f"{_HOME}.gateways:gateway", ("endpoint", "cluster_object")),
    names.VIRTUAL_SERVICE: Row(f"{_HOME}.routes:virtual_service", ("mesh_route", "cluster_object")),
    names.SIDECAR: Row(f"{_HOME}.settings:sidecar", _SETTINGS),
    names.TELEMETRY: Row(f"{_HOME}.settings:telemetry", _SETTINGS),
    **dict.fromkeys(names.OPERATORS, Row(f"{_HOME}.settings:operator", _SETTINGS)),
    names.LINKERD_SERVER: Row(f"{_HOME}.linkerd:server", _POLICY),
    names.LINKERD_SERVER_GRANT: Row(f"{_HOME}.linkerd:server_authorization", _GRANT),
    names.LINKERD_POLICY: Row(f"{_HOME}.linkerd:authorization_policy", _GRANT),
    names.CONSUL_MESH: Row(f"{_HOME}.consul:mesh", _SETTINGS),
    names.CONSUL_INTENTIONS: Row(f"{_HOME}.consul:service_intentions", _GRANT),
}
"""Kinds of objects, whatever the version of their API."""
_HELPERS = (names.ENVOY_FILTER, names.LINKERD_IDENTITIES, names.LINKERD_NETWORKS)

THEME = Theme(
    adapters={f"{PREFIX}{kind}": row for kind, row in _ROWS.items()},
    helpers=tuple(f"{PREFIX}{kind}" for kind in _HELPERS),
)
