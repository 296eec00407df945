"""Whether a URL map answers with nothing but redirects to HTTPS.

Terraform registry, ``google_compute_url_map``: ``https_redirect`` false; where no rule of the map matches, its
``default_url_redirect``, ``default_route_action`` or ``default_service`` answers.
"""

from __future__ import annotations

from pcicheck.model.document import Block, Document
from pcicheck.model.logic import all_true
from pcicheck.model.value import Unknown
from pcicheck.providers.gcp.transport.common import follow, not_here

_MAPS = ("google_compute_url_map", "google_compute_region_url_map")


def redirects_of(proxy: Document) -> bool | Unknown:
    """Whether the URL map of an HTTP proxy only redirects to HTTPS."""
    url_map = follow(proxy, "url_map", *_MAPS)
    if url_map is None:
        return not_here(proxy, "url_map", "its URL map") or Unknown("it names no URL map")
    if isinstance(url_map.values, Unknown):
        return url_map.values
    answers = [_redirect(url_map, "default_url_redirect")]
    matchers = url_map.blocks("path_matcher")
    if isinstance(matchers, Unknown):
        return all_true(*answers, matchers)
    for matcher in matchers:
        answers.append(_redirect(matcher, "default_url_redirect"))
        for path in ("path_rule", "route_rules"):
            rules = matcher.blocks(path)
            answers += [rules] if isinstance(rules, Unknown) else [_redirect(rule, "url_redirect") for rule in rules]
    return all_true(*answers)


def _redirect(block: Block, path: str) -> bool | Unknown:
    found = block.block(path)
    if found is None or isinstance(found, Unknown):
        return found or False
    return found.flag("https_redirect", False) or False
