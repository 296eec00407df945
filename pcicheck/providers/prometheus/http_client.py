"""The ``tls_config``, ``basic_auth`` and other settings by which Prometheus and Alertmanager call others.

prometheus/common, "HTTP client configuration" (``http_config``): ``insecure_skip_verify`` is false unless set,
``min_version`` is that of Go, TLS 1.2 for clients since Go 1.18 (Prometheus 2.34), and certificates are given as
files, inline (``cert``, ``key``) or by reference. Objects of the Prometheus operator write the same in camel case.
"""

from __future__ import annotations

from msgspec.structs import replace

from pcicheck.model.document import Block
from pcicheck.model.kinds.transport import Upstream
from pcicheck.model.logic import any_true, negated
from pcicheck.model.value import Unknown
from pcicheck.providers.outward import Tls, connection, filled_in, is_loopback, scheme_of, tls_version
from pcicheck.providers.reading import first_flag, first_get


def tls_of(client: Block, path: str = "tls_config") -> Tls:
    """What the settings say of TLS, once it is used."""
    skip = first_flag(client, f"{path}.insecure_skip_verify", f"{path}.insecureSkipVerify", default=False)
    given = (client.has(f"{path}.{name}") for name in ("cert_file", "certFile", "cert", "cert_ref"))
    version = first_get(client, f"{path}.min_version", f"{path}.minVersion")
    return Tls(
        on=True,
        verified=negated(skip),
        min_tls=tls_version(version, 1.2),
        presents_certificate=any_true(*given),
    )


def call(url: object, client: Block, path: str = "tls_config") -> Upstream:
    """A connection to a URL."""
    unsure = filled_in(url)
    tls = tls_of(client, path)
    if url is None:
        why = Unknown("it names no URL here")
        return connection(Tls(on=why, verified=tls.verified))
    scheme = scheme_of(str(url)) if isinstance(url, str) else ""
    if unsure is not None and scheme not in ("http", "https"):
        return connection(Tls(on=unsure, verified=tls.verified))
    if scheme not in ("http", "https"):
        return connection(Tls(on=Unknown("its URL names neither http nor https"), verified=tls.verified))
    return connection(replace(tls, on=scheme == "https"), loopback=is_loopback(url))


def scrape(scheme: object, client: Block, path: str, *, local: bool) -> Upstream:
    """A connection that fetches measures or sends alerts."""
    unsure = filled_in(scheme)
    on = unsure if unsure is not None else str(scheme).lower() == "https"
    return connection(replace(tls_of(client, path), on=on), loopback=local)
