"""From the form of Google's APIs to the one that Terraform has for the same thing, so that one adapter reads both.

Names in lower camel case become snake case by themselves; the tables say what else differs. Sources: the REST
references of the services (the ``discovery_document_uri`` of an asset names them), and the provider's pages; the types
of assets are those of Cloud Asset Inventory's list, "Asset types".

What an asset leaves out is false or empty to the API. Where Terraform takes something else for granted, the table
says that it is not stated, so that it becomes unknown rather than Terraform's default.
"""

from __future__ import annotations

from pcicheck.sources.gcp import (
    shapes_compute,
    shapes_containers,
    shapes_data,
    shapes_identity,
    shapes_keys,
    shapes_network,
    shapes_oversight,
    shapes_platform,
    shapes_storage,
    shapes_transport,
)
from pcicheck.sources.gcp.form import AssetShape, only_shapes

SHAPES: dict[str, AssetShape] = only_shapes(
    row
    for table in (
        shapes_storage.SHAPES,
        shapes_compute.SHAPES,
        shapes_network.SHAPES,
        shapes_transport.SHAPES,
        shapes_data.SHAPES,
        shapes_containers.SHAPES,
        shapes_platform.SHAPES,
        shapes_keys.SHAPES,
        shapes_identity.SHAPES,
        shapes_oversight.SHAPES,
    )
    for row in table.items()
)
"""Type of asset to its shape."""
