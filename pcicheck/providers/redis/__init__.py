"""Redis and Valkey: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_SERVER = ("cache", "endpoint", "cache_user", "configuration_data")

THEME = Theme(
    adapters={
        "redis:server": Row("redis.servers:server", _SERVER),
        "redis:sentinel": Row("redis.servers:sentinel", _SERVER),
        "redis:acl": Row("redis.users:acl", ("cache_user", "configuration_data")),
        "redis:user": Row("redis.users:user", ("cache_user",)),
    },
)

THEMES = (THEME,)
