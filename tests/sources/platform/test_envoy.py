"""Files of Envoy: which objects are found in them, where they stand, and what is said of what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.json_documents import json_documents
from pcicheck.sources.platform.recognise import system_of, worth_parsing
from pcicheck.sources.platform.systems import envoy
from pcicheck.yamltext import yaml_documents

GOOGLE = "type.googleapis.com/"
LISTENER = f"{GOOGLE}envoy.config.listener.v3.Listener"
CLUSTER = f"{GOOGLE}envoy.config.cluster.v3.Cluster"
TWO = """\
admin:
  address: {socket_address: {address: 127.0.0.1, port_value: 9901}}
static_resources:
  listeners:
  - name: first
    address: {socket_address: {address: 0.0.0.0, port_value: 80}}
    filterChains:
    - filters: []
  - name: second
    address:
      socket_address: {address: 0.0.0.0, port_value: 443}
  clusters:
  - name: pay
"""


def read(text: str, name: str = "envoy.yaml") -> tuple[list[Part], list[str]]:
    """Parts, and sentences about what could not be read."""
    file = File(name, text)
    assert worth_parsing(text)
    documents = json_documents(text) if text.startswith(("{", "[")) else yaml_documents(text)
    parts: list[Part] = []
    troubles: list[str] = []
    for document in documents:
        assert isinstance(document, Parsed)
        assert system_of(document.values, file) == "envoy"
        for found in envoy.read(document, file):
            if isinstance(found, Part):
                parts.append(found)
            elif isinstance(found, Trouble):
                troubles.append(found.why)
    return parts, troubles


def addresses(text: str, name: str = "envoy.yaml") -> list[str]:
    """Addresses of the parts of a file of which everything can be read."""
    parts, troubles = read(text, name)
    assert troubles == []
    return [part.address for part in parts]


def configs(*sections: dict[str, Any]) -> str:
    """What /config_dump prints."""
    return json.dumps({"configs": [{"@type": f"{GOOGLE}envoy.admin.v3.{one.pop('is')}", **one} for one in sections]})


def test_parts_of_a_bootstrap_know_their_lines() -> None:
    parts, troubles = read(TWO)
    assert troubles == []
    assert [(part.type, part.address, part.line, part.end_line) for part in parts] == [
        ("envoy:listener", "envoy.yaml:listener/first", 5, 8),
        ("envoy:listener", "envoy.yaml:listener/second", 9, 11),
        ("envoy:cluster", "envoy.yaml:cluster/pay", 13, 13),
        ("envoy:admin", "envoy.yaml:admin", 2, 2),
    ]
    assert parts[0].lines["filter_chains"] == 7
    assert "name" in parts[1].lines
    assert parts[1].lines["socket_address"] == 11


def test_a_second_document_counts_its_lines_from_the_top_of_the_file() -> None:
    parts, _ = read("static_resources: {}\n---\n" + TWO)
    assert [part.line for part in parts] == [7, 11, 15, 4]


def test_an_entry_of_a_config_map_stands_in_its_file() -> None:
    text = "static_resources:\n  clusters:\n  - name: a\n"
    file = File("map.yaml", text, "ConfigMap/pay/envoy:envoy.yaml", first_line=40)
    (document,) = yaml_documents(text, 40)
    assert isinstance(document, Parsed)
    (part,) = envoy.read(document, file)
    assert isinstance(part, Part)
    assert (part.address, part.line) == ("ConfigMap/pay/envoy:envoy.yaml:cluster/a", 42)


def test_lower_camel_case_is_the_same_and_names_of_people_stay() -> None:
    text = json.dumps(
        {
            "staticResources": {
                "listeners": [
                    {
                        "name": "a",
                        "filterChains": [
                            {"typedPerFilterConfig": {"myFilter": {"tokenBucket": 1}}, "filter_chain_match": {}}
                        ],
                        "metadata": {"filterMetadata": {"myName": {"someKey": 1}}},
                    }
                ]
            }
        }
    )
    ((part,), _) = read(text, "a.json")
    assert part.values["filter_chains"][0]["typed_per_filter_config"] == {"myFilter": {"token_bucket": 1}}
    assert part.values["metadata"] == {"filter_metadata": {"myName": {"someKey": 1}}}


def test_a_field_in_both_spellings_is_unknown() -> None:
    ((part,), _) = read(
        '{"static_resources": {"clusters": [{"name": "a", "connectTimeout": 1, "connect_timeout": 2}]}}'
    )
    assert isinstance(part.values["connect_timeout"], Unknown)


@pytest.mark.parametrize("value", ["${PORT}", "$PORT", "'{{ port }}'"])
def test_variables_are_unknown(value: str) -> None:
    ((part,), _) = read(
        f"static_resources:\n  clusters:\n  - {{name: a, alt_stat_name: {value!s}}}\n".replace("${PORT}", "'${PORT}'")
    )
    assert isinstance(part.values["alt_stat_name"], Unknown)


def test_listeners_without_a_name_go_by_their_address_and_all_names_differ() -> None:
    text = """\
static_resources:
  listeners:
  - address: {socket_address: {address: 0.0.0.0, port_value: 1}}
  - address: {socket_address: {address: 0.0.0.0, port_value: 1}}
  - {}
"""
    assert addresses(text) == [
        "envoy.yaml:listener/0.0.0.0:1",
        "envoy.yaml:listener/0.0.0.0:1~2",
        "envoy.yaml:listener/2",
    ]


def test_files_of_the_discovery_services_and_single_resources() -> None:
    listed = {"resources": [{"@type": LISTENER, "name": "a"}, {"@type": CLUSTER, "name": "b"}]}
    assert addresses(json.dumps(listed), "xds.json") == ["xds.json:listener/a", "xds.json:cluster/b"]
    assert addresses(f"resources:\n  - '@type': {CLUSTER}\n    name: c\n") == ["envoy.yaml:cluster/c"]
    assert addresses(json.dumps({"@type": LISTENER, "name": "a"}), "one.json") == ["one.json:listener/a"]
    wrapped = {
        "resources": [
            {"@type": f"{GOOGLE}envoy.service.discovery.v3.Resource", "resource": {"@type": LISTENER, "name": "w"}}
        ]
    }
    assert addresses(json.dumps(wrapped), "w.json") == ["w.json:listener/w"]


def test_a_dump_shows_what_is_in_force_once() -> None:
    bootstrap = {
        "static_resources": {"listeners": [{"name": "s"}], "clusters": [{"name": "c"}]},
        "admin": {},
        "node": {},
    }
    text = configs(
        {"is": "BootstrapConfigDump", "bootstrap": bootstrap},
        {
            "is": "ListenersConfigDump",
            "static_listeners": [{"listener": {"@type": LISTENER, "name": "s"}}],
            "dynamic_listeners": [
                {
                    "name": "d",
                    "active_state": {"listener": {"@type": LISTENER, "name": "d"}},
                    "warming_state": {"listener": {"@type": LISTENER, "name": "d"}},
                    "draining_state": {"listener": {"@type": LISTENER, "name": "old"}},
                },
                {"name": "refused", "error_state": {"details": "no"}},
            ],
        },
        {
            "is": "ClustersConfigDump",
            "static_clusters": [{"cluster": {"@type": CLUSTER, "name": "c"}}],
            "dynamic_warming_clusters": [{"cluster": {"@type": CLUSTER, "name": "n"}}],
        },
        {"is": "RoutesConfigDump", "dynamic_route_configs": [{"route_config": {"@type": f"{GOOGLE}envoy.config.route.v3.RouteConfiguration", "name": "r"}}]},
        {"is": "ScopedRoutesConfigDump"},
    )  # fmt: skip
    assert addresses(text, "d") == [
        *("d:admin", "d:node", "d:listener/s", "d:listener/d", "d:listener/d (warming)", "d:cluster/c"),
        *("d:cluster/n (warming)", "d:routes/r"),
    ]


def test_single_entries_of_a_dump() -> None:
    text = configs({"is": "ListenersConfigDump.DynamicListener", "name": "a", "active_state": {"listener": {"@type": LISTENER, "name": "a"}}})  # fmt: skip
    assert addresses(text, "d") == ["d:listener/a"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            f'{{"resources": [{{"@type": "{GOOGLE}envoy.api.v2.Listener", "name": "a"}}]}}',
            (
                "it is written for the v2 API (envoy.api.v2.Listener), which Envoy has not loaded since 1.18; "
                "rewrite it for v3 and scan again"
            ),
        ),
        (
            f'{{"resources": [{{"@type": "{GOOGLE}envoy.acme.v3.Thing"}}]}}',
            "'envoy.acme.v3.Thing' is a type that pcicheck does not know, so it is not judged",
        ),
        (
            f'{{"resources": [{{"name": "a"}}, {{"@type": "{LISTENER}", "name": "b"}}]}}',
            "a resource without '@type', which Envoy does not load; write the type URL of its message",
        ),
        (
            "static_resources: {listeners: [7]}",
            "an entry of listeners is no message, which Envoy does not load, so it is not judged",
        ),
        (
            "static_resources: [a]",
            "static_resources is no message, which Envoy does not load, so nothing of it is judged",
        ),
        (
            "static_resources: {}\nstatic_resources: {}",
            (
                "static_resources is not known (it is written twice, and which of them holds depends on the reader), "
                "so nothing of it is judged"
            ),
        ),
        (
            "static_resources: {listeners: 7}",
            "listeners is no message, which Envoy does not load, so nothing of it is judged",
        ),
        (
            'static_resources: {listeners: "{{ .Values.listeners }}"}',
            "listeners is not known (a template that is not rendered fills it in), so nothing of it is judged",
        ),
        (
            "static_resources:\nlisteners:\n- name: listener_0\naddress:\nsocket_address: {address: 0.0.0.0}\nfilter_chains:\n",
            "'listeners' stands beside static_resources and not in it, which Envoy does not load; mend the indentation",
        ),
        (
            "dynamic_resources: {lds_config: {ads: {}}}",
            (
                "its listeners come from a control plane while Envoy runs; "
                "scan what the administration address prints at /config_dump too"
            ),
        ),
        (
            "static_resources: {listeners: [{name: a, filter_chains: [{tls_context: {}, filters: []}]}]}",
            (
                "'tls_context' is of the v2 API, which Envoy has not loaded since 1.18; "
                "write transport_socket and typed_config with an '@type' of v3 instead"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str) -> None:
    _, troubles = read(text)
    assert troubles == [sentence]


def test_the_rest_is_still_read() -> None:
    parts, troubles = read(
        f'{{"resources": [{{"@type": "{GOOGLE}acme.X"}}, 7, {{"@type": "{LISTENER}", "name": "b"}}]}}'
    )
    assert [part.address for part in parts] == ["envoy.yaml:listener/b"]
    assert len(troubles) == 1


def test_listeners_from_a_file_can_be_scanned_and_are_no_gap() -> None:
    assert addresses("dynamic_resources: {lds_config: {path_config_source: {path: /etc/envoy/lds.yaml}}}") == []


def test_a_route_may_match_by_the_tls_context_of_v3() -> None:
    text = "static_resources: {clusters: [{name: a, match: {prefix: /, tls_context: {validated: true}}}]}"
    ((part,), troubles) = read(text)
    assert troubles == []
    assert part.values["match"]["tls_context"] == {"validated": True}


def test_a_message_in_a_typed_struct_is_taken_out() -> None:
    inner = {
        "@type": f"{GOOGLE}xds.type.v3.TypedStruct",
        "type_url": f"{GOOGLE}envoy.x.v3.Y",
        "value": {"tokenBucket": 1},
    }
    ((part,), _) = read(json.dumps({"static_resources": {"clusters": [{"name": "a", "typed_config": inner}]}}))
    assert part.values["typed_config"] == {"@type": f"{GOOGLE}envoy.x.v3.Y", "token_bucket": 1}


def test_nesting_without_end_is_refused() -> None:
    deep: Any = {"name": "a"}
    for _ in range(5000):
        deep = {"a": deep}
    found = list(envoy.read(Parsed({"static_resources": deep}), File("a.json", "{")))
    assert [item.why for item in found if isinstance(item, Trouble)] == ["nested too deeply to be read"]


def test_a_list_of_another_form_is_unknown() -> None:
    ((part,), _) = read("static_resources: {listeners: [{name: a, filter_chains: yes please, access_log: [3]}]}")
    assert isinstance(part.values["filter_chains"], Unknown)
    assert isinstance(part.values["access_log"], Unknown)
