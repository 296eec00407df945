"""From the form that Terraform's ``kubernetes`` provider gives to objects to that of manifests.

Terraform, registry hashicorp/kubernetes 2.38: attributes in snake case, every nested object as a block, which is a
list, and lists of objects under the singular (``container``, ``volume``). Manifests: lower camel case and plurals
(Kubernetes API reference). What the plan shows for things that nobody wrote (null and empty lists) is left out.
Older configurations write blocks as attributes (``container = [{…}]``); they are read the same way.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pcicheck.model.value import Unknown

_HUMP = re.compile(r"_([a-z0-9])")
_LISTS = {
    "container": "containers",
    "init_container": "initContainers",
    "volume": "volumes",
    "volume_mount": "volumeMounts",
    "volume_device": "volumeDevices",
    "volume_claim_template": "volumeClaimTemplates",
    "port": "ports",
    "env": "env",
    "env_from": "envFrom",
    "rule": "rules",
    "subject": "subjects",
    "path": "paths",
    "range": "ranges",
    "image_pull_secrets": "imagePullSecrets",
    "image_pull_secret": "imagePullSecrets",
    "host_aliases": "hostAliases",
    "toleration": "tolerations",
    "sysctl": "sysctls",
    "match_expressions": "matchExpressions",
    "tls": "tls",
    "ingress": "ingress",
    "egress": "egress",
    "from": "from",
    "to": "to",
    "ports": "ports",
    "host_ports": "hostPorts",
    "allowed_host_paths": "allowedHostPaths",
    "limit": "limits",
    "items": "items",
}
"""Blocks that are lists of objects, and what manifests call them; every other block is a single object."""
_WORDS = {
    "labels",
    "annotations",
    "match_labels",
    "data",
    "string_data",
    "binary_data",
    "limits",
    "requests",
    "hard",
    "parameters",
    "node_selector",
    "default",
    "default_request",
    "max",
    "min",
}
"""Mappings whose keys are the owner's own words."""
_NAMES = {
    "host_pid": "hostPID",
    "host_ipc": "hostIPC",
    "host_ip": "hostIP",
    "cluster_ip": "clusterIP",
    "cluster_ips": "clusterIPs",
    "external_ips": "externalIPs",
    "load_balancer_ip": "loadBalancerIP",
    "non_resource_urls": "nonResourceURLs",
}


def manifest_shaped(values: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a resource, or of a block, as a manifest has them."""
    shaped: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == []:
            continue
        if name in _LISTS and isinstance(value, Unknown):  # a list of objects or, under ``port`` and ``path``, a text
            shaped[_LISTS[name]] = shaped[_camel(name)] = value
        elif name in _LISTS and _is_block(value):
            blocks = value if isinstance(value, list) else [value]
            shaped[_LISTS[name]] = [_block(item) for item in blocks]
        else:
            shaped[_camel(name)] = _single(name, value)
    return shaped


def _is_block(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and not any(isinstance(item, (str, int)) for item in value)
    )


def _single(name: str, value: Any) -> Any:
    if isinstance(value, list):
        if not any(item is None or isinstance(item, dict) for item in value):
            return value
        value = value[0]
    if name in _WORDS or (name == "selector" and isinstance(value, dict) and not _selects_by_block(value)):
        return value
    return _block(value)


def _selects_by_block(value: dict[str, Any]) -> bool:
    """Whether a selector has the parts that those of workloads have; that of a service holds labels themselves."""
    return not value or "match_labels" in value or "match_expressions" in value


def _block(value: Any) -> Any:
    """A nested object; an empty block may stand as null."""
    if value is None:
        return {}
    return manifest_shaped(value) if isinstance(value, dict) else value


@cache
def _camel(name: str) -> str:
    return _NAMES.get(name) or _HUMP.sub(lambda match: match[1].upper(), name)
