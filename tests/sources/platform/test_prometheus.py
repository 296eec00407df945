"""Files of Prometheus and Alertmanager: what is found in them, and what is said of what cannot be read."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from pcicheck.results.finding import Finding
from pcicheck.scanning import scan
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.systems import prometheus, prometheus_1
from pcicheck.yamltext import yaml_documents


def parts(text: str) -> list[Part | Trouble | File]:
    """What a rule file holds."""
    file = File("rules.yml", text)
    documents = [one for one in yaml_documents(text) if isinstance(one, Parsed)]
    return [found for one in documents for found in prometheus.rules(one, file)]


def findings(tmp_path: Path, **files: str) -> dict[tuple[str, str], Finding]:
    """Findings by rule and address."""
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    results = scan([tmp_path], shown_as={f"{tmp_path}/": ""})
    return {(finding.rule, finding.address): finding for finding in results.findings()}


def test_each_rule_has_an_address_and_a_line() -> None:
    """Rules of the same name are told apart."""
    text = "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up\n  - record: a:b\n    expr: up\n- name: b\n  rules:\n  - expr: up\n    alert: A\n"
    found = [one for one in parts(text) if isinstance(one, Part)]
    assert [(one.type, one.address, one.line) for one in found] == [
        ("prometheus:alert", "rules.yml:alert/A", 4),
        ("prometheus:record", "rules.yml:record/a:b", 6),
        ("prometheus:alert", "rules.yml:alert/A~2", 11),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("groups: [{name: a, rules: [{alert: A, expr: up}]}, {name: b, rules: x}]", "the rules of the group b"),
        ("groups: [{name: a, rules: [{alert: A, expr: up}, 5]}]", "a rule of the group a is no mapping"),
        ("groups: [{name: a, rules: [{uid: x, title: y, data: []}]}]", "neither alerting nor recording rules"),
        ('groups: [{name: a, rules: [{alert: A, expr: up}]}, {name: b, rules: "{{ .Values.r }}"}]', "a template"),
    ],
)
def test_bad_input_gives_one_sentence(text: str, why: str) -> None:
    """And the rest is read."""
    troubles = [one.why for one in parts(text) if isinstance(one, Trouble)]
    assert len(troubles) == 1
    assert why in troubles[0]


def test_alerts_of_prometheus_1() -> None:
    """Each with its parts and lines, blanks or none before them."""
    text = '# old\nALERT A\n  IF x > 1\n  FOR 2m\n  LABELS { a="b" }\n\nALERT B\nIF y\n'
    found = [one for one in prometheus_1.read(File("a.rules", text)) if isinstance(one, Part)]
    assert [(one.address, one.line, one.values["if"]) for one in found] == [
        ("a.rules:alert/A", 2, "x > 1"),
        ("a.rules:alert/B", 7, "y"),
    ]
    assert found[0].values["for"] == "2m"


def test_an_alert_of_prometheus_1_may_stand_on_one_line(tmp_path: Path) -> None:
    """Its language knows no lines."""
    (tmp_path / "a.rules").write_text("ALERT Down IF up == 0 FOR 5m\nx:y = sum(z)\nALERT Slow\n\nIF a > 1\n", "utf-8")
    results = scan([tmp_path], shown_as={f"{tmp_path}/": ""})
    failed = {finding.address for finding in results.findings() if finding.verdict == "fail"}
    assert failed == {"a.rules:alert/Down", "a.rules:alert/Slow"}


ALERTMANAGER = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"


@pytest.mark.parametrize("encoded", [False, True])
def test_alertmanager_in_a_secret(tmp_path: Path, *, encoded: bool) -> None:
    """The operator keeps it there, in plain text or in Base64."""
    text = base64.b64encode(ALERTMANAGER.encode()).decode() if encoded else "|\n" + ALERTMANAGER.replace("r", "r")
    body = (
        f"data: {{alertmanager.yaml: {text}}}"
        if encoded
        else "stringData:\n  alertmanager.yaml: |\n    route: {receiver: nobody}\n    receivers: [{name: nobody}]"
    )
    secret = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: alertmanager-main, namespace: monitoring}}\n{body}\n"
    found = findings(tmp_path, secret=secret)
    address = "Secret/monitoring/alertmanager-main:alertmanager.yaml#route"
    assert found["alert-route-reaches-somebody", address].verdict == "fail"


def test_alerts_and_routes_of_different_files_are_judged_together(tmp_path: Path) -> None:
    """Whom an alert reaches stands in another file."""
    rules = "groups: [{name: a, rules: [{alert: A, expr: up == 0}]}]\n"
    found = findings(tmp_path, rules=rules, am=ALERTMANAGER)
    assert found["alert-has-receivers", "rules.yaml:alert/A"].verdict == "fail"
