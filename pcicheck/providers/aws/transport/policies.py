"""What the named TLS and SSH policies of AWS allow: lowest version and kinds of poor algorithms.

Sources: "Security policies for your Application Load Balancer" and "… Network Load Balancer" (Elastic Load
Balancing, describe-ssl-policies), "Predefined SSL security policies for Classic Load Balancers"
(elb-security-policy-table), "Supported protocols and ciphers between viewers and CloudFront"
(secure-connections-supported-viewer-protocols-ciphers), "Choose a security policy for your custom domain in
API Gateway" (apigateway-security-policies-list), "Security policies for AWS Transfer Family servers"
(security-policies). The FIPS and PQ variants of a load balancer policy keep its versions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pcicheck.model.kinds.transport import SSL3
from pcicheck.model.value import Unknown

Policy = tuple[float | Unknown, tuple[str, ...] | Unknown]
"""Lowest TLS version, and kinds of poor algorithms as ``Endpoint.weak_ciphers`` names them."""

_RSA = ("rsa_key_exchange",)
_SHA1 = ("cbc_sha1",)
_OLD = ("cbc_sha1", "rsa_key_exchange")
_OLDER = ("3des", "cbc_sha1", "rsa_key_exchange")
_OLDEST = ("rc4", "3des", "cbc_sha1", "rsa_key_exchange")

_LOAD_BALANCER: dict[str, Policy] = {
    "TLS13-1-3": (1.3, ()),
    "TLS13-1-2-Res": (1.2, ()),
    "TLS13-1-2": (1.2, ()),
    "TLS13-1-2-Ext0": (1.2, _SHA1),
    "TLS13-1-2-Ext1": (1.2, _RSA),
    "TLS13-1-2-Ext2": (1.2, _OLD),
    "TLS13-1-1": (1.1, _OLD),
    "TLS13-1-0": (1.0, _OLD),
    "FS-1-2-Res": (1.2, ()),
    "FS-1-2": (1.2, _SHA1),
    "FS-1-1": (1.1, _SHA1),
    "FS": (1.0, _SHA1),
    "TLS-1-2": (1.2, _RSA),
    "TLS-1-2-Ext": (1.2, _OLD),
    "TLS-1-1": (1.1, _OLD),
    "TLS-1-0": (1.0, _OLDER),
    "Default": (1.0, _OLD),
    "2016-08": (1.0, _OLD),
    "2015-05": (1.0, _OLD),
    "2015-03": (1.0, _OLDER),
    "2015-02": (1.0, _OLD),
    "2014-10": (1.0, _OLD),
    "2014-01": (SSL3, _OLDEST),
    "2011-08": (SSL3, _OLDEST),
}
"""Names without ``ELBSecurityPolicy-``, date, ``-FIPS`` and ``-PQ``; the oldest are nothing but a date."""

LOAD_BALANCER_DEFAULT = "ELBSecurityPolicy-2016-08"
"""What AWS uses where no policy is named through the API, for all three kinds of load balancers."""

_CLOUDFRONT: dict[str, Policy] = {
    "SSLv3": (SSL3, _OLDEST),
    "TLSv1": (1.0, _OLDEST),
    "TLSv1.0": (1.0, _OLDEST),
    "TLSv1.1": (1.1, _OLD),
    "TLSv1_2016": (1.0, _OLD),
    "TLSv1.1_2016": (1.1, _OLD),
    "TLSv1.2_2018": (1.2, _RSA),
    "TLSv1.2_2019": (1.2, ()),
    "TLSv1.2_2021": (1.2, ()),
    "TLSv1.2_2025": (1.2, ()),
    "TLSv1.3_2025": (1.3, ()),
}
"""Names of CloudFront, and two that it refuses but that plainly ask for a version that is too old."""

_API_GATEWAY: dict[str, Policy] = {"TLS_1_0": (1.0, _OLD), "TLS_1_2": (1.2, _RSA)}

_TRANSFER: dict[str, tuple[str, ...]] = {
    "2018-11": ("ssh_sha1",),
    **dict.fromkeys(
        (
            "2020-06",
            "2022-03",
            "2023-05",
            "2024-01",
            "2025-03",
            "FIPS-2020-06",
            "FIPS-2023-05",
            "FIPS-2024-01",
            "FIPS-2024-05",
            "FIPS-2025-03",
            "PQ-SSH-Experimental-2023-04",
            "PQ-SSH-FIPS-Experimental-2023-04",
            "Restricted-2020-06",
            "Restricted-2024-06",
            "SshAuditCompliant-2025-02",
        ),
        (),
    ),
}

_VERSIONS = {"sslv2": SSL3, "sslv3": SSL3, "tlsv1": 1.0, "tlsv1.0": 1.0, "tlsv1.1": 1.1, "tlsv1.2": 1.2, "tlsv1.3": 1.3}
_DATE = re.compile(r"-20\d\d-\d\d$")


@lru_cache(maxsize=256)
def load_balancer_policy(name: str) -> Policy:
    """A security policy of application, network and classic load balancers."""
    short = name.strip().removeprefix("ELBSecurityPolicy-")
    found = _LOAD_BALANCER.get(short)
    if found is None:
        family = _DATE.sub("", short).replace("-FIPS", "").replace("-PQ", "")
        found = _LOAD_BALANCER.get(family)
    return found or _unheard_of(name)


@lru_cache(maxsize=64)
def cloudfront_policy(name: str) -> Policy:
    """A ``minimum_protocol_version`` of CloudFront."""
    return _CLOUDFRONT.get(name) or _unheard_of(name)


@lru_cache(maxsize=64)
def api_gateway_policy(name: str) -> Policy:
    """A security policy of API Gateway; ``SecurityPolicy_TLS13_1_2_…`` allows TLS 1.2, ``…TLS13_1_3_…`` does not."""
    found = _API_GATEWAY.get(name)
    if found is not None:
        return found
    if name.startswith(("SecurityPolicy_TLS13_1_2_", "SecurityPolicy_TLS12_")):
        return 1.2, () if "PFS" in name else Unknown(f"the ciphers of {name} are not listed here")
    if name.startswith("SecurityPolicy_TLS13_"):
        return 1.3, ()
    return _unheard_of(name)


@lru_cache(maxsize=64)
def transfer_policy(name: str) -> Policy:
    """A security policy of Transfer Family. All of them offer FTPS with TLS 1.2 suites only."""
    weak = _TRANSFER.get(name.removeprefix("TransferSecurityPolicy-"))
    return _unheard_of(name) if weak is None else (1.2, weak)


def tls_version(name: str) -> float | Unknown:
    """A protocol by name, such as ``TLSv1.2`` or ``SSLv3``."""
    return _VERSIONS.get(name.strip().lower()) or Unknown(f"{name} is no TLS version known here")


def _unheard_of(name: str) -> Policy:
    unknown = Unknown(f"what the policy {name} allows is not known here")
    return unknown, unknown
