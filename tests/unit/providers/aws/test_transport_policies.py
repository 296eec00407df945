"""Named TLS and SSH policies of AWS."""

from __future__ import annotations

import pytest

from pcicheck.model.kinds.transport import SSL3
from pcicheck.model.value import Unknown
from pcicheck.providers.aws.transport.common import lowest
from pcicheck.providers.aws.transport.policies import (
    LOAD_BALANCER_DEFAULT,
    api_gateway_policy,
    cloudfront_policy,
    load_balancer_policy,
    tls_version,
    transfer_policy,
)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        (LOAD_BALANCER_DEFAULT, 1.0),
        ("ELBSecurityPolicy-TLS13-1-3-2021-06", 1.3),
        ("ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09", 1.3),
        ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", 1.2),
        ("ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04", 1.2),
        ("ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04", 1.1),
        ("ELBSecurityPolicy-TLS13-1-0-2021-06", 1.0),
        ("ELBSecurityPolicy-FS-1-2-Res-2020-10", 1.2),
        ("ELBSecurityPolicy-FS-2018-06", 1.0),
        ("ELBSecurityPolicy-TLS-1-2-2017-01", 1.2),
        ("ELBSecurityPolicy-2014-01", SSL3),
    ],
)
def test_lowest_version_of_load_balancer_policies(name: str, version: float) -> None:
    assert load_balancer_policy(name)[0] == version


@pytest.mark.parametrize("name", ["", "my-policy", "ELBSecurityPolicy-TLS13-1-9-2030-01", "ELBSecurityPolicy-2030-01"])
def test_unheard_of_policies_are_unknown(name: str) -> None:
    for known in (load_balancer_policy(name), cloudfront_policy(name), api_gateway_policy(name), transfer_policy(name)):
        assert isinstance(known[0], Unknown)
        assert isinstance(known[1], Unknown)


def test_api_gateway_names_its_lowest_version_second() -> None:
    assert api_gateway_policy("SecurityPolicy_TLS13_1_2_2021_06")[0] == 1.2
    assert api_gateway_policy("SecurityPolicy_TLS13_1_3_FIPS_2025_09") == (1.3, ())
    assert api_gateway_policy("SecurityPolicy_TLS12_PFS_2025_EDGE") == (1.2, ())
    assert api_gateway_policy("TLS_1_0")[0] == 1.0


def test_cloudfront_policies() -> None:
    assert cloudfront_policy("TLSv1.2_2021") == (1.2, ())
    assert cloudfront_policy("TLSv1")[0] == 1.0


def test_only_the_first_transfer_policy_has_sha1() -> None:
    assert transfer_policy("TransferSecurityPolicy-2018-11")[1] == ("ssh_sha1",)
    assert transfer_policy("TransferSecurityPolicy-FIPS-2024-05")[1] == ()
    assert isinstance(transfer_policy("TransferSecurityPolicy-Restricted-2018-11")[1], Unknown)


def test_the_lowest_of_several_versions() -> None:
    unknown = Unknown("later")
    assert lowest(()) is None
    assert lowest((1.3, 1.2)) == 1.2
    assert lowest((1.0, unknown)) == 1.0
    assert lowest((1.2, unknown)) is unknown
    assert lowest((unknown,)) is unknown


def test_versions_by_name() -> None:
    assert tls_version("TLSv1.2") == 1.2
    assert tls_version("SSLv3") == SSL3
    assert isinstance(tls_version("QUIC"), Unknown)
