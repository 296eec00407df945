"""Commands and actions that are known to change running systems."""

from __future__ import annotations

import re

from pcicheck.providers.pipelines.commands import lines_of

_COMMANDS = re.compile(
    r"(?:^|[\s;&|(])(?:"
    r"(?:terraform|tofu|terragrunt)\s(?:.*\s)?apply\b"
    r"|kubectl\s(?:.*\s)?(?:apply|set\s+image|rollout\s+restart|replace|create\s+-f|delete)\b(?!.*--dry-run)"
    r"|helm\s(?:.*\s)?(?:upgrade|install)\b(?!.*--dry-run)"
    r"|aws\s+(?:ecs\s+update-service|lambda\s+update-function-code|s3\s+sync|deploy\s+create-deployment|"
    r"cloudformation\s+deploy)\b"
    r"|(?:sam|cdk|serverless|sls|pulumi)\s+(?:deploy|up)\b"
    r"|gcloud\s(?:.*\s)?(?:deploy|app\s+deploy)\b"
    r"|az\s+(?:webapp|functionapp|containerapp|deployment|aks)\s(?:.*\s)?(?:deploy|up|update|create)\b"
    r"|ansible-playbook\s"
    r")"
)
_HARMLESS = re.compile(r"--check\b|--dry-run\b|\becho\b")
_ACTIONS = (
    *("azure/webapps-deploy", "azure/k8s-deploy", "azure/functions-action", "azure/container-apps-deploy-action"),
    *("aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation-github-deploy"),
    *(
        "aws-actions/aws-lambda-deploy",
        "google-github-actions/deploy-cloudrun",
        "google-github-actions/deploy-appengine",
    ),
    *("google-github-actions/deploy-cloud-functions", "pulumi/actions", "deliverybot/helm"),
)


def deploys(uses: list[str], scripts: list[str]) -> bool:
    """Whether some action or command changes running systems."""
    if any(name.lower().startswith(_ACTIONS) for name in uses):
        return True
    return any(_COMMANDS.search(line) and not _HARMLESS.search(line) for text in scripts for line in lines_of(text))
