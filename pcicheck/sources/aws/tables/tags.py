"""The tags of everything in a region, in bulk, for the services whose lists do not show them.

Shapes that leave ``tags`` out and set ``arn`` get them from here. What has no region is tagged in us-east-1.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Listing, Service

TAGS = "aws_tags"
"""Type of the listing, which is no type of Terraform. It is asked for in every collection, however narrow: tags put
things into scope or out of it, for every rule."""

SERVICES: tuple[Service, ...] = (
    Service(
        "resourcegroupstaggingapi",
        (
            Listing(
                TAGS,
                "get_resources",
                "ResourceTagMappingList",
                "ResourceARN",
                "tag:GetResources",
                params={"ResourcesPerPage": 100},
            ),
        ),
    ),
)
