"""Which files an ``include`` of nginx means, when they stand elsewhere than on the server."""

from __future__ import annotations

import pytest

from pcicheck.providers.edge.nginx_files import resolved

_NAMES = (
    *("deploy/nginx.conf", "deploy/conf.d/a.conf", "deploy/conf.d/b.conf", "deploy/sites-available/shop"),
    *("deploy/snippets/tls.conf", "deploy/other/unique.conf", "deploy/near.conf", "ConfigMap/pay/web:default.conf"),
)
FILES: dict[str, list[dict[str, object]]] = {name: [] for name in _NAMES}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/etc/nginx/conf.d/*.conf", ["deploy/conf.d/a.conf", "deploy/conf.d/b.conf"]),
        ("conf.d/a.conf", ["deploy/conf.d/a.conf"]),
        ("/etc/nginx/sites-enabled/*", ["deploy/sites-available/shop"]),
        ("snippets/tls.conf", ["deploy/snippets/tls.conf"]),
        ("/somewhere/unique.conf", ["deploy/other/unique.conf"]),
        ("/etc/nginx/conf.d/default.conf", ["ConfigMap/pay/web:default.conf"]),
        ("*.conf", ["deploy/near.conf"]),
        ("/etc/nginx/streams/*.conf", None),
        ("missing.conf", None),
        ("nginx.conf", None),
        ("", None),
    ],
)
def test_resolved(path: str, found: list[str] | None) -> None:
    assert resolved(path, FILES, "deploy/nginx.conf") == found
