"""What is asked of AWS about headers of pages, mail of domains, reviews of code and streamed desktops.

Calls grow with: zones (their records, 300 a call; of these only texts are kept), configuration sets of SES (one each)
and templates of approval rules (two each: what they ask for, and of which repositories). Policies for headers are told
in full by their list, those of AWS among them; what no behaviour of a distribution uses is left out.
Rights: Service Authorization Reference, "Amazon CloudFront", "Amazon Route 53", "Amazon Simple Email Service v2",
"AWS CodeCommit", "Amazon AppStream 2.0", "Amazon WorkSpaces Secure Browser".
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_BEHAVIOURS = "[DefaultCacheBehavior.ResponseHeadersPolicyId, CacheBehaviors.Items[].ResponseHeadersPolicyId]"

_HEADERS = (
    Listing(
        "aws_cloudfront_response_headers_policy",
        "list_response_headers_policies",
        "ResponseHeadersPolicyList.Items",
        "ResponseHeadersPolicy.Id",
        "cloudfront:ListResponseHeadersPolicies",
        used_by={"aws_cloudfront_distribution": _BEHAVIOURS},
    ),
)

_RECORDS = (
    Listing(
        "aws_route53_record",
        "list_resource_record_sets",
        "ResourceRecordSets[?Type=='TXT' || Type=='SPF']",
        "join('_', [ZoneId, Name, Type, SetIdentifier][?@])",
        "route53:ListResourceRecordSets",
        each="aws_route53_zone",
        from_each={"HostedZoneId": "@id"},
        keep={"ZoneId": "@id"},
        absent=("NoSuchHostedZone",),
    ),
)

_SENDERS = (
    Listing(
        "aws_sesv2_configuration_set",
        "list_configuration_sets",
        "ConfigurationSets",
        "id",
        "ses:ListConfigurationSets",
        (
            Detail(
                "set",
                "get_configuration_set",
                {"ConfigurationSetName": "@id"},
                "ses:GetConfigurationSet",
                "{DeliveryOptions: DeliveryOptions, Tags: Tags}",
            ),
        ),
        covers=("aws_ses_configuration_set",),
    ),
)

_REVIEWS = (
    Listing(
        "aws_codecommit_repository",
        "list_repositories",
        "repositories",
        "repositoryName",
        "codecommit:ListRepositories",
    ),
    Listing(
        "aws_codecommit_approval_rule_template",
        "list_approval_rule_templates",
        "approvalRuleTemplateNames",
        "id",
        "codecommit:ListApprovalRuleTemplates",
        (
            Detail(
                "template",
                "get_approval_rule_template",
                {"approvalRuleTemplateName": "@id"},
                "codecommit:GetApprovalRuleTemplate",
                "approvalRuleTemplate.approvalRuleTemplateContent",
            ),
        ),
    ),
    Listing(
        "aws_codecommit_repository",
        "list_repositories_for_approval_rule_template",
        "repositoryNames",
        "id",
        "codecommit:ListRepositoriesForApprovalRuleTemplate",
        each="aws_codecommit_approval_rule_template",
        from_each={"approvalRuleTemplateName": "@id"},
        keep={"Template": "@id"},
        absent=("ApprovalRuleTemplateDoesNotExistException",),
        part="rules",
        feeds=("code_store.review_rule",),
    ),
)

_DESKTOPS = (
    Listing("aws_appstream_stack", "describe_stacks", "Stacks", "Arn", "appstream:DescribeStacks"),
    Listing("aws_appstream_fleet", "describe_fleets", "Fleets", "Arn", "appstream:DescribeFleets"),
)

_BROWSERS = (
    Listing(
        "aws_workspacesweb_user_settings",
        "list_user_settings",
        "userSettings",
        "userSettingsArn",
        "workspaces-web:ListUserSettings",
    ),
)

SERVICES: tuple[Service, ...] = (
    Service("cloudfront", _HEADERS, everywhere=False),
    Service("route53", _RECORDS, everywhere=False),
    Service("sesv2", _SENDERS),
    Service("codecommit", _REVIEWS),
    Service("appstream", _DESKTOPS),
    Service("workspaces-web", _BROWSERS),
)
