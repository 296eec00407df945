"""Reviews, headers, schemas, mail and remote desktops on AWS: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

THEME = Theme(
    adapters={
        "aws_appstream_stack": Row("aws.assurance.desktops:stack", ("remote_desktop",)),
        "aws_cloudfront_response_headers_policy": Row("aws.assurance.pages:headers", ("header_policy",)),
        "aws_codecommit_repository": Row("aws.assurance.reviews:repository", ("code_store",)),
        "aws_workspaces_workspace": Row("aws.assurance.desktops:workspace", ("remote_desktop",)),
        "data.aws_ami": Row("aws.assurance.reviews:image_lookup", ("image_lookup",)),
        "aws_codecommit_approval_rule_template": Row("aws.assurance.reviews:approval_rule", ("review_rule",)),
        "aws_glue_catalog_table": Row("aws.assurance.schemas:catalog_table", ("data_schema",)),
        "aws_glue_schema": Row("aws.assurance.schemas:registered", ("data_schema",)),
        "aws_route53_record": Row("aws.assurance.mails:record", ("mail_domain",)),
        "aws_ses_configuration_set": Row("aws.assurance.mails:sender", ("mail_sender",)),
        "aws_sesv2_configuration_set": Row("aws.assurance.mails:sender", ("mail_sender",)),
    },
    sidecars={
        "aws_codecommit_approval_rule_template_association": SideCar("repository_name", ("aws_codecommit_repository",)),
    },
)
