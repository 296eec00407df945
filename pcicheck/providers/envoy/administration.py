"""The administration address of Envoy, which asks nobody who he is.

``config.bootstrap.v3.Admin`` ("Administration interface": it "both allows destructive operations to be performed … as
well as potentially exposes private information", has neither TLS nor sign-in); without an address it is not opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Document
from pcicheck.model.kinds.transport import Endpoint
from pcicheck.model.resource import Resource
from pcicheck.model.value import Inapplicable
from pcicheck.providers.base import resource
from pcicheck.providers.envoy.addresses import exposure_of, is_local
from pcicheck.providers.envoy.logs import logs
from pcicheck.providers.reading import only

_NOT_OPENED = Inapplicable("it names no address, so Envoy does not open it")
_LOCAL = Inapplicable("only programs on the same machine reach it")
_NO_SUCH = "the administration address has no such setting"


def administration(document: Document) -> Iterator[Resource]:
    """The administration address of one bootstrap."""
    address = document.get("address")
    if address is None or address == {}:
        facts = only(Endpoint, _NOT_OPENED.reason, role="administration", local_only=True)
    else:
        local = is_local(address)
        written = document.text("access_log_path")
        older = written if written is None or isinstance(written, str) else None
        logged = logs(document) if document.get("access_log") is not None else bool(older) and older != "/dev/null"
        facts = only(
            Endpoint,
            _NO_SUCH,
            role="administration",
            local_only=local,
            exposure=exposure_of(document),
            access_logging=_LOCAL if local is True else logged,
        )
    yield resource(document, facts)
