"""Which things name another."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import msgspec

from pcicheck.cases.shorthand import Ref, plan
from pcicheck.model.document import Document
from pcicheck.providers.referrers import is_named_by, referrers
from pcicheck.sources.base import Input
from pcicheck.sources.terraform.plan import read

BUCKET, SETTING = "google_storage_bucket", "azurerm_monitor_diagnostic_setting"
PATH = "logging.log_bucket"


def documents(resources: dict[str, dict[str, Any]]) -> dict[str, Document]:
    """The documents of a plan in short form, by address."""
    types = {address.split(".")[0] for address in resources}
    found = read(Input("plan.json", msgspec.json.encode(plan(resources))), types).documents
    return {document.address: document for document in found}


def test_a_thing_knows_who_names_it() -> None:
    a_log: dict[str, Any] = {"name": "a", "logging": [{"log_bucket": Ref((f"{BUCKET}.logs.name",))}]}
    b_log = {"name": "b", "logging": [{"log_bucket": "logs"}]}
    found = documents({f"{BUCKET}.logs": {"name": "logs"}, f"{BUCKET}.a": a_log, f"{BUCKET}.b": b_log})
    named_by = [other.address for other in referrers(found[f"{BUCKET}.logs"], BUCKET, PATH)]
    assert named_by == [f"{BUCKET}.a", f"{BUCKET}.b"]
    assert not is_named_by(found[f"{BUCKET}.a"], BUCKET, PATH)
    assert not is_named_by(found[f"{BUCKET}.logs"], "google_logging_project_sink", "destination")


def test_a_thing_that_names_itself_does_not_count() -> None:
    found = documents({f"{BUCKET}.a": {"name": "a", "logging": [{"log_bucket": "a"}]}})
    assert not is_named_by(found[f"{BUCKET}.a"], BUCKET, PATH)


def test_texts_that_stand_for_a_part_of_a_thing_count_once_and_without_letter_case() -> None:
    account, setting = "azurerm_storage_account.a", f"{SETTING}.d"
    found = documents({account: {"id": "/A"}, setting: {"target_resource_id": "/a/BlobServices/default"}})
    texts = ("/A/blobServices/default", "/a/blobservices/DEFAULT")
    assert [other.address for other in referrers(found[account], SETTING, "target_resource_id", *texts)] == [setting]
    assert not is_named_by(found[account], SETTING, "target_resource_id")


def test_what_was_looked_up_does_not_keep_a_plan_alive() -> None:
    found = documents({f"{BUCKET}.a": {"name": "a", "logging": [{"log_bucket": "b"}]}, f"{BUCKET}.b": {"name": "b"}})
    assert is_named_by(found[f"{BUCKET}.b"], BUCKET, PATH)
    surroundings = weakref.ref(found[f"{BUCKET}.b"].surroundings)
    found.clear()
    gc.collect()
    assert surroundings() is None
