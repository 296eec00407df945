"""Conditions on outside identities and on grants: whom and what they let through."""

from __future__ import annotations

import pytest

from pcicheck.model.value import AFTER_APPLY, Unknown
from pcicheck.providers.gcp.identity.cel import binds_owner
from pcicheck.providers.gcp.identity.members import holders, kind_of, lasts, narrows
from pcicheck.providers.jobs import GITHUB, host_of, owned


@pytest.mark.parametrize(
    ("condition", "bound"),
    [
        ("assertion.sub == 'repo:me/pay:ref:refs/heads/main'", True),
        ("assertion.sub.startsWith('repo:me/')", False),
        ("assertion.sub.startsWith('repo:me/pay:')", True),
        ('google.subject == "repo:me/pay:environment:prod"', True),
        ("assertion.repository_owner == 'me'", True),
        ("assertion.repository_owner=='me'", True),
        ("((assertion.repository == 'me/pay'))", True),
        ("assertion.repository == ''", False),
        ("assertion.repository == '*'", False),
        ("assertion.repository.startsWith('me/')", True),
        ("assertion.repository.startsWith('me')", False),
        ("attribute.repository in ['me/a', 'me/b']", True),
        ("attribute.repository in []", False),
        ("assertion.repository in ['me/a', '*']", False),
        ("assertion.actor == 'ann' && assertion.repository_id == '7'", True),
        ("assertion.repository_id == '7' || assertion.repository_id == '8'", True),
        ("assertion.repository_id == '7' || true", False),
        ("!(assertion.repository_id == '7')", False),
        ("assertion.repository_owner != 'them'", False),
        ("assertion.x == 'a || assertion.repository_id == b'", False),
        ("(assertion.repository_id == '7') && (", True),
        ("true", False),
        ("", False),
        ("assertion.namespace_path == 'me'", True),
        ("assertion.terraform_organization_name == 'me'", True),
    ],
)
def test_a_condition_names_ones_own_projects(condition: str, bound: bool) -> None:
    assert binds_owner(condition, GITHUB) is bound


def test_regular_expressions_are_not_read() -> None:
    assert isinstance(binds_owner("assertion.repository.matches('me/.*')", GITHUB), Unknown)
    assert binds_owner("assertion.repository.matches('me/.*') && assertion.repository_owner_id == '1'", GITHUB) is True


@pytest.mark.parametrize(
    ("subject", "host", "mine"),
    [
        ("repo:me/pay:*", GITHUB, True),
        ("repo:*/pay:*", GITHUB, False),
        ("repo:me", GITHUB, False),
        ("*:me/pay", GITHUB, False),
        ("ref:refs/heads/main", GITHUB, False),
        ("project_path:me/pay:ref_type:branch:ref:main", "gitlab.com", True),
        ("project_path:*", "gitlab.com", False),
        ("plain", "gitlab.com", False),
    ],
)
def test_whose_subjects_they_are(subject: str, host: str, mine: bool) -> None:
    assert owned(subject, host) is mine


def test_hosts_of_issuers() -> None:
    assert host_of("https://GitLab.com/path") == "gitlab.com"
    assert host_of("token.actions.githubusercontent.com") == GITHUB


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("user:ann@x.com", "user"),
        ("group:ops@x.com", "group"),
        ("domain:x.com", "domain"),
        ("allUsers", "anyone"),
        ("principalSet://goog/public:all", "anyone"),
        ("serviceAccount:app@pay.iam.gserviceaccount.com", "service"),
        ("serviceAccount:google_service_account.app", "service"),
        ("serviceAccount:123-compute@developer.gserviceaccount.com", "default_service"),
        ("pay@appspot.gserviceaccount.com", "default_service"),
        ("serviceAccount:data.google_compute_default_service_account.d", "default_service"),
        ("serviceAccount:service-123@compute-system.iam.gserviceaccount.com", "agent"),
        ("serviceAccount:123@cloudbuild.gserviceaccount.com", "agent"),
        ("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com", "agent"),
        ("serviceAccount:pay.svc.id.goog[ns/name]", "federated"),
        ("principal://iam.googleapis.com/x", "federated"),
        ("projectEditor:pay", "group"),
        ("serviceAccount:${google_service_account.app.email}", "service"),
        ("serviceAccount:${var.name}@pay.iam.gserviceaccount.com", "service"),
    ],
)
def test_kinds_of_members(member: str, kind: str) -> None:
    assert kind_of(member) == kind


def test_members_that_are_not_known() -> None:
    assert isinstance(kind_of("resource:google_project.p"), Unknown)
    assert isinstance(kind_of("serviceAccount:${var.email}"), Unknown)
    assert holders((AFTER_APPLY, "user:ann@gmail.com")) == (AFTER_APPLY, "user", "personal")
    draft = Unknown("known only after apply", (), "serviceAccount:${google_service_account.a.email}")
    assert holders((draft,)) == ("service",)


@pytest.mark.parametrize(
    ("condition", "narrow", "forever"),
    [
        (None, False, True),
        ("resource.name == 'projects/p/secrets/s'", True, True),
        ("resource.name.startsWith('projects/_/buckets/pay')", True, True),
        ("resource.name.startsWith('projects/_/buckets/')", False, True),
        ("resource.name.startsWith('projects/p/locations/eu')", False, True),
        ("resource.name.startsWith('projects/p/locations/eu/keyRings/pay')", True, True),
        ("resource.matchTag('1/env', 'test')", True, True),
        ("request.time < timestamp('2027-01-01T00:00:00Z')", False, False),
        ("resource.name == 'x' && request.time < timestamp('2027-01-01T00:00:00Z')", True, False),
        ("resource.name == 'x' || request.time < timestamp('2027-01-01T00:00:00Z')", False, True),
        ("!resource.name.startsWith('projects/_/buckets/pay')", False, True),
        ("resource.type == 'storage.googleapis.com/Bucket'", False, True),
    ],
)
def test_conditions_of_grants(condition: str | None, narrow: bool, forever: bool) -> None:
    assert narrows(condition) is narrow
    assert lasts(condition) is forever


def test_a_condition_that_is_not_known() -> None:
    assert narrows(AFTER_APPLY) is AFTER_APPLY
    assert lasts(AFTER_APPLY) is AFTER_APPLY
