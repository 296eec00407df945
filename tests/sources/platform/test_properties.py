"""Properties as Java reads them, and which files of properties are Kafka's brokers."""

from __future__ import annotations

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.properties import Properties, properties
from pcicheck.sources.platform.recognise import system_of_text
from pcicheck.sources.platform.systems import kafka


def read(text: str) -> dict[str, str | Unknown]:
    """The values of a text that Java would read."""
    found = properties(text)
    assert isinstance(found, Properties)
    return found.values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=b", {"a": "b"}),
        ("a = b c ", {"a": "b c "}),
        ("a:b", {"a": "b"}),
        ("a b", {"a": "b"}),
        ("a\t \f= b", {"a": "b"}),
        ("  a", {"a": ""}),
        ("a==b", {"a": "=b"}),
        ("# a=b\n! c=d\n  # e\n", {}),
        ("a=b\\\n   c\\\n   d", {"a": "bcd"}),
        ("a=b\\\\\nc=d", {"a": "b\\", "c": "d"}),
        ("a=1,\\\n# not a comment", {"a": "1,# not a comment"}),
        ("a\\ b\\=c\\:d = e", {"a b=c:d": "e"}),
        ("a=\\u0053\\u0053L\\q\\t", {"a": "SSLq\t"}),
        ("a=1\na=2", {"a": "2"}),
        ("a=b\r\nc=d\re=f", {"a": "b", "c": "d", "e": "f"}),
        ("a=b\\", {"a": "b"}),
        ("\\\na=b", {"a": "b"}),
        ("", {}),
    ],
)
def test_properties_are_read_as_java_reads_them(text: str, values: dict[str, str]) -> None:
    assert read(text) == values


@pytest.mark.parametrize("value", ["${env:X}", "${file:/run/s:k}", "${X}", "{{ x }}", "pre-${X}", "%X_Y%", "$X"])
def test_what_is_filled_in_later_is_unknown(value: str) -> None:
    assert isinstance(read(f"a={value}")["a"], Unknown)


@pytest.mark.parametrize("value", ["RULE:^CN=(.*?),.*$/$1/L", "50%", "a$b", "{x}"])
def test_what_only_looks_like_it_is_plain(value: str) -> None:
    assert read(f"a={value}") == {"a": value}


def test_lines_are_those_on_which_names_begin_and_stand_once() -> None:
    found = properties("# c\na=1,\\\n  2\nb=3\nc=1\nc=2\n", 10)
    assert isinstance(found, Properties)
    assert found.lines == {"a": 11, "b": 13}


def test_a_broken_escape_is_told_with_its_line() -> None:
    found = properties("a=1\nb=\\u00g1\n")
    assert isinstance(found, Trouble)
    assert found.line == 2


@pytest.mark.parametrize(
    ("text", "native"),
    [
        ("listeners=SSL://:9093\n", "kafka:server"),
        ("broker.id=0\nconfluent.metrics.reporter.bootstrap.servers=k:9092\nlog.dirs=/d\n", "kafka:server"),
        ("process.roles=controller\ncontroller.quorum.bootstrap.servers=c:9093\n", "kafka:server"),
        ("bootstrap.servers=k:9092\nlisteners=HTTP://:8083\nkey.converter=x\ngroup.id=c\n", "kafka:client"),
        ("listeners=https://0.0.0.0:8081\nkafkastore.bootstrap.servers=SSL://k:9093\n", "kafka:client"),
    ],
)
def test_names_tell_brokers_from_what_connects_to_them(text: str, native: str) -> None:
    found = [item for item in kafka.server(File("x.properties", text)) if isinstance(item, Part)]
    assert [part.type for part in found] == [native]


def test_a_file_without_telling_names_is_what_it_was_recognised_as() -> None:
    found = next(kafka.client(File("c.properties", "security.protocol=SSL\n")))
    assert isinstance(found, Part)
    assert found.type == "kafka:client"


def test_a_template_with_branches_is_not_guessed_at() -> None:
    found = list(kafka.server(File("server.properties", "{% if tls %}\nlisteners=SSL://:9093\n{% endif %}\n")))
    assert len(found) == 1
    assert isinstance(found[0], Trouble)
    assert "render" in found[0].why


@pytest.mark.parametrize(
    ("name", "text", "system"),
    [
        ("server.properties", "listeners=PLAINTEXT://:9092\n", "kafka"),
        ("server.properties", "listeners = {{ listeners }}\n", "kafka"),
        ("server.properties.j2", "broker.id={{ id }}\n", "kafka"),
        ("schema-registry.properties", "kafkastore.bootstrap.servers=SSL://k:9093\n", "kafka-client"),
        ("mm2.properties", "clusters = a, b\na.bootstrap.servers = a:9092\n", "kafka-client"),
        ("envoy.yaml.tmpl", "static_resources:\n  listeners:\n  - name: edge\n", None),
        ("app.properties", "listeners=com.example.Audit\n", None),
        ("app.conf", "clusters = a, b\n", None),
    ],
)
def test_files_around_kafka_are_told_by_what_stands_in_them(name: str, text: str, system: str | None) -> None:
    assert system_of_text(File(name, text)) == system
