"""Files of collectors and shippers: what is found in them, and what is said of what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pcicheck.scanning import scan
from pcicheck.sources.platform.base import File, Part, Trouble
from pcicheck.sources.platform.systems import fluent_bit, vector

CLASSIC = """\ufeff[SERVICE]
    Flush        1
    # a comment
@SET host=es.example.org
@INCLUDE parts/*.conf

[INPUT]
    Name   tail
    Tag    a.*
[OUTPUT]
    name         es
    Match        a.*
    Host         ${host}
    HTTP_Passwd  ${ES_PASSWORD}
    Remove one
    Remove two
"""


def part_of(text: str) -> Part:
    """The configuration in a classic file."""
    (found,) = [one for one in fluent_bit.text(File("fluent-bit.conf", text)) if isinstance(one, Part)]
    return found


@pytest.mark.parametrize(
    "text", [CLASSIC, CLASSIC.replace("    ", "\t"), CLASSIC.replace("\n", "\r\n").replace("\r\n", "\n")]
)
def test_classic_files_of_fluent_bit(text: str) -> None:
    """Keys know no case, variables of the file are put in, others stay, what stands twice is a list."""
    found = part_of(text).values
    assert found["service"]["flush"] == "1"
    assert found["includes"] == ["parts/*.conf"]
    assert found["inputs"] == [{"@line": 7, "name": "tail", "tag": "a.*"}]
    assert found["outputs"][0] == {
        "@line": 10,
        "name": "es",
        "match": "a.*",
        "host": "es.example.org",
        "http_passwd": "${ES_PASSWORD}",
        "remove": ["one", "two"],
    }


def test_a_setting_before_the_first_section() -> None:
    """One sentence, and the rest is read."""
    found = list(fluent_bit.text(File("a.conf", "x y\n[INPUT]\nName cpu\n")))
    assert [type(one) for one in found] == [Trouble, Part]


def test_toml_of_vector() -> None:
    """With the lines of its parts."""
    text = '\ufeff# c\n[sources.a]\ntype = "stdin"\n[sinks."b-c"]\ntype = "console"\ninputs = ["a"]\n'
    (found,) = [one for one in vector.text(File("v.toml", text)) if isinstance(one, Part)]
    assert found.lines == {"a": 2, "b-c": 4}
    assert found.values["sinks"]["b-c"]["inputs"] == ["a"]


def test_broken_toml_gives_one_sentence() -> None:
    """With the line."""
    (found,) = list(vector.text(File("v.toml", "[sources.a]\ntype = = 1\n")))
    assert isinstance(found, Trouble)
    assert found.line == 2
    assert "not valid TOML" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "receivers: {otlp: [1]}\nexporters: {otlp: 7, debug: null}\nservice: {pipelines: {traces: [], logs: {receivers: otlp, processors: {a: b}, exporters: [otlp, 5, null]}}}\n",
        'receivers: {}\nexporters: {}\nservice: {pipelines: "{{ .Values.pipelines }}"}\n',
        "pipeline: {inputs: {a: b}, outputs: [1, {name: [x]}, {name: es, match: 5, host: {a: b}, tls: maybe}], filters: x}\n",
        "sources: {a: 5, b: {type: [x]}}\nsinks: {s: {inputs: {a: b}, endpoint: {a: b}}, t: {type: vector, inputs: [t, a, '*'], tls: x}}\n",
        "transforms: {r: {type: remap, inputs: [q], source: {a: b}}, q: {type: remap, inputs: [r], source: 'if ((('}}\nsources: {a: {type: stdin}}\nsinks: {s: {type: http, inputs: [r, a], uri: 'http://[::1'}}\n",
    ],
)
def test_odd_shapes_never_break_a_scan(tmp_path: Path, text: str) -> None:
    """Every adapter survives them."""
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    results = scan([tmp_path])
    assert not [gap for gap in results.header.gaps if "please report it" in gap.why]
    assert list(results.findings())
