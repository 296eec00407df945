"""Organization policies of Google Cloud.

Terraform registry, hashicorp/google: ``google_org_policy_policy`` (``spec.rules`` with ``enforce`` for boolean
constraints, ``allow_all``, ``deny_all`` and ``values`` for lists, all texts; ``dry_run_spec`` only audits; ``reset``
restores Google's default), ``google_organization_policy``, ``google_folder_organization_policy``,
``google_project_organization_policy`` (``boolean_policy.enforced``, ``list_policy``, ``restore_policy``). Resource
Manager documentation, "Organization policy constraints": none of the constraints below is in force by Google's own
default.
"""

from __future__ import annotations

from collections.abc import Iterator

from pcicheck.model.document import Block, Document
from pcicheck.model.kinds.signin import OrganisationRule
from pcicheck.model.logic import any_true
from pcicheck.model.resource import Resource
from pcicheck.model.value import Unknown
from pcicheck.providers.base import resource

_INHERITED = Unknown("it is inherited from above")
_GUARDS = {
    "iam.allowedPolicyMemberDomains": "outside_sharing",
    "iam.managed.allowedPolicyMembers": "outside_sharing",
    "storage.publicAccessPrevention": "public_objects",
    "storage.uniformBucketLevelAccess": "object_lists",
    "iam.disableServiceAccountKeyCreation": "lasting_keys",
    "iam.managed.disableServiceAccountKeyCreation": "lasting_keys",
    "iam.disableServiceAccountKeyUpload": "brought_keys",
    "iam.managed.disableServiceAccountKeyUpload": "brought_keys",
    "iam.automaticIamGrantsForDefaultServiceAccounts": "preset_grants",
    "iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts": "preset_grants",
    "compute.requireOsLogin": "local_logins",
    "compute.managed.requireOsLogin": "local_logins",
    "compute.vmExternalIpAccess": "public_machines",
    "compute.managed.vmExternalIpAccess": "public_machines",
    "sql.restrictPublicIp": "public_databases",
}


def policy(document: Document) -> Iterator[Resource]:
    """A policy in the form of the present API."""
    name = document.text("name")
    if isinstance(name, Unknown) and "/policies/" in name.draft:
        name = name.draft
    yield resource(document, _rule(name, _in_force(document)))


def older_policy(document: Document) -> Iterator[Resource]:
    """A policy in the form of the first API."""
    yield resource(document, _rule(document.text("constraint"), _older_in_force(document)))


def _rule(name: str | None | Unknown, enforced: bool | Unknown) -> OrganisationRule:
    if isinstance(name, Unknown):
        return OrganisationRule(name=name, enforced=enforced, guards=name)
    constraint = (name or "").rpartition("/")[2]
    guards = _GUARDS.get(constraint)
    return OrganisationRule(name=constraint, enforced=enforced, guards=(guards,) if guards else ())


def _in_force(document: Document) -> bool | Unknown:
    if isinstance(document.values, Unknown):
        return document.values
    spec = document.block("spec")
    if not isinstance(spec, Block):
        return spec or False
    rules = spec.blocks("rules")
    if isinstance(rules, Unknown):
        return rules
    # A rule without a condition holds wherever no other does; the others make exceptions for what bears a tag.
    general = [rule for rule in rules if rule.block("condition") is None]
    if not general:
        reset = spec.flag("reset", False)
        inherits = spec.flag("inherit_from_parent", False)
        return False if reset is True else _INHERITED if inherits is not False or isinstance(reset, Unknown) else False
    return any_true(*(_restricts(rule) for rule in general))


def _restricts(rule: Block) -> bool | Unknown:
    if isinstance(rule.values, Unknown):
        return rule.values
    allows = rule.flag("allow_all", False)
    if allows is not False:
        return allows if isinstance(allows, Unknown) else False
    listed = any_true(rule.has("values.allowed_values"), rule.has("values.denied_values"))
    return any_true(rule.flag("enforce", False), rule.flag("deny_all", False), listed)


def _older_in_force(document: Document) -> bool | Unknown:
    if isinstance(document.values, Unknown):
        return document.values
    boolean = document.block("boolean_policy")
    if boolean:
        return boolean if isinstance(boolean, Unknown) else any_true(boolean.flag("enforced", False))
    lists = document.block("list_policy")
    if isinstance(lists, Block):
        allows = lists.flag("allow.all", False)
        if allows is not False:
            return allows if isinstance(allows, Unknown) else False
        return any_true(lists.flag("deny.all", False), lists.has("allow.values"), lists.has("deny.values"))
    return lists or (False if document.has("restore_policy") is True else _INHERITED)
