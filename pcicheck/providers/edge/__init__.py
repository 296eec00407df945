"""nginx, HAProxy and OpenAPI documents: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "nginx:server": Row(
            "edge.nginx_server:server",
            ("endpoint", "trust_store", "waf", "header_policy", "web_server", "upstream", "route", "status_page"),
        ),
        "haproxy:bind": Row("edge.haproxy_bind:bind", ("endpoint", "trust_store", "header_policy", "route")),
        "haproxy:server": Row("edge.haproxy_server:server", ("upstream",)),
        "haproxy:stats": Row("edge.haproxy_server:stats", ("status_page",)),
        "haproxy:user": Row("edge.haproxy_server:user", ("local_user",)),
        "openapi:document": Row("edge.openapi:document", ("endpoint", "api_description")),
        "openapi:scheme": Row("edge.openapi:scheme", ("sign_in_scheme",)),
        "openapi:operation": Row("edge.openapi:operation", ("route",)),
    },
    helpers=("nginx:file", "haproxy:file", "haproxy:crt-list"),
)

THEMES = (THEME,)
