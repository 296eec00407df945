"""Access logs of Envoy.

``config.accesslog.v3.AccessLog``: each has a logger and may have a filter that leaves entries out. They stand in the
HTTP connection manager, in the TCP proxy, and in the listener itself, which logs connections.
"""

from __future__ import annotations

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.envoy.filters import Filter
from pcicheck.providers.envoy.messages import HARMLESS

_NOWHERE = "/dev/null"
_PARTIAL = Unknown("its access logs have filters; what they leave out need not be logged only if you say why")
_LOGGING = ("HttpConnectionManager", "EnvoyMobileHttpConnectionManager", "TcpProxy", "MongoProxy")
"""Network filters that log by themselves."""
_SILENT = (
    *("RedisProxy", "ThriftProxy", "DubboProxy", "KafkaBroker", "KafkaMesh", "ZooKeeperProxy", "PostgresProxy"),
    *("MySQLProxy", "SniCluster", "DirectResponse", "Echo", "RBAC", "ExtAuthz", "RateLimit", "LocalRateLimit"),
    *("ConnectionLimit", "sni_dynamic_forward_proxy", "set_filter_state", HARMLESS),
)
"""Network filters that have no access log of their own."""


def logs(block: Block, path: str = "access_log") -> bool | Unknown:
    """Whether everything is logged that passes."""
    listed = block.blocks(path)
    if isinstance(listed, Unknown):
        return listed
    answers = [_takes_all(log) for log in listed]
    return True if True in answers else next((answer for answer in answers if isinstance(answer, Unknown)), False)


def _takes_all(log: Block) -> bool | Unknown:
    if isinstance(log.values, Unknown):
        return log.values
    typed, left_out = log.get("typed_config"), log.get("filter")
    if isinstance(typed, Unknown) or isinstance(left_out, Unknown):
        return typed if isinstance(typed, Unknown) else left_out
    if not isinstance(typed, dict):
        return Unknown("its access log has no typed_config, which Envoy does not load")
    if typed.get("path") == _NOWHERE:
        return False
    harmless = left_out is None or "not_health_check_filter" in left_out
    return True if harmless else _PARTIAL


def chain_logs(filters: tuple[Filter, ...]) -> bool | Unknown:
    """Whether the filters of a chain log each connection or request."""
    answer: bool | Unknown = False
    for filter_ in filters:
        if filter_.kind in _LOGGING:
            found = logs(filter_.config)
        else:
            found = False if filter_.kind in _SILENT else filter_.unknown or False
        if found is True:
            return True
        answer = found if isinstance(found, Unknown) else answer
    return answer
