"""What an expression speaks of, and what an alert on it watches."""

from __future__ import annotations

import pytest

from pcicheck.providers.prometheus.promql import Comparison, Matcher, balanced, pieces
from pcicheck.providers.prometheus.subjects import watched


def test_measures_matchers_functions_and_comparisons_are_told_apart() -> None:
    """Labels of groupings and the words of the language are no measures."""
    text = 'sum by (job, up) (rate(http_requests_total{code=~"5..", job!="a"}[5m] offset 1h)) > bool 0.5 # up == 0'
    (found,) = pieces(text, {})
    assert found.measures == ("http_requests_total",)
    assert found.matchers == (Matcher("code", "=~", "5.."), Matcher("job", "!=", "a"))
    assert found.functions == {"rate", "sum"}
    assert found.comparisons == (Comparison(">", 0.5),)


def test_each_side_of_or_is_a_piece() -> None:
    """Brackets around the whole are looked through, those inside keep their ``or``."""
    found = pieces("(absent(up) or on (job) (a > 1 or b > 2))", {})
    assert [piece.measures for piece in found] == [("up",), ("a",), ("b",)]
    assert len(pieces("sum(a or b) > 1", {})) == 1


def test_a_number_may_stand_first() -> None:
    """The comparison is turned round."""
    (found,) = pieces("5 < a", {})
    assert found.comparisons == (Comparison(">", 5.0),)


def test_recorded_measures_are_followed_and_circles_end() -> None:
    """A recording rule stands for what it measures."""
    (found,) = pieces("a:b > 1", {"a:b": "sum(rate(x_errors_total[5m]))", "c": "c"})
    assert "x_errors_total" in found.measures
    assert pieces("c > 1", {"c": "d", "d": "c"})[0].measures[0] == "c"


def test_names_in_quotes_inside_braces_are_measures() -> None:
    """Prometheus 3 writes them so, and ``__name__`` always did."""
    assert pieces('{"a.b", x="y"}', {})[0].measures == ("a.b",)
    assert pieces('{__name__=~"tokenization_.*"} > 0', {})[0].measures == ("tokenization_.*",)


@pytest.mark.parametrize("text", ["sum(x", "x)", 'x{a="b"', "x[5m", 'x{a="b}', "a; b"])
def test_broken_expressions_are_seen(text: str) -> None:
    """Brackets and quotes must be closed."""
    assert not balanced(text)


@pytest.mark.parametrize("text", ['x{a="}"} > 1', "rate(x[5m:1m] @ end())", "`a(`", "x # (", '{app="a"} |= "(" | json'])
def test_sound_expressions_are_taken(text: str) -> None:
    """Signs in strings and comments do not count."""
    assert balanced(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("vector(1)", []),
        ("tokenization_requests_failed", ["tokenization_failures"]),
        ('up{job="falco"} != 1', ["detector_stopped"]),
        ("time() - falco_last_event_timestamp > 600", ["detector_stopped"]),
        ("rate(vault_audit_log_request_failure[5m]) > 0", ["audit_log_stopped"]),
        ("otelcol_exporter_queue_size > 100", []),
        ("vault_core_unsealed < 1", ["key_service_stopped"]),
    ],
)
def test_what_is_watched(text: str, wanted: list[str]) -> None:
    """Both the subject and the way in which it goes wrong must stand there."""
    assert [name for piece in pieces(text, {}) for name in watched(piece)] == wanted
