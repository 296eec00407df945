"""Settings of applications: which files are recognised, and what becomes of their keys."""

from __future__ import annotations

from pathlib import Path

from pcicheck import scan
from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.recognise import system_of, system_of_text
from pcicheck.sources.platform.systems import application


def test_files_are_told_by_what_stands_in_them() -> None:
    assert system_of({"spring": {"application": {"name": "x"}}}, File("any.yaml", "")) == "application"
    assert system_of({"spring": "boot"}, File("application.yaml", "")) is None
    assert system_of_text(File("any.properties", "server.port=1\nspring.datasource.url=x\n")) == "application"
    assert system_of_text(File("any.properties", "bootstrap.servers=k:9092\n")) == "kafka-client"


def test_keys_of_yaml_are_joined_and_profiles_are_apart() -> None:
    values = {
        "spring": {
            "config": {"activate": {"on-profile": "prod"}},
            "kafka": {"bootstrap-servers": ["a:1", "b:2"]},
            "data": {"redis": {"ssl": {"enabled": True}, "host": None, "password": Unknown("later")}},
        },
        "clients": [{"url": "http://a"}, 3],
    }
    (part,) = application.document(Parsed(values, 1, 9, {"bootstrap-servers": 4}), File("application.yaml", ""))
    assert isinstance(part, Part)
    assert part.address == "application.yaml:profile/prod"
    assert part.values["properties"] == {
        "spring.config.activate.on-profile": "prod",
        "spring.kafka.bootstrap-servers": "a:1,b:2",
        "spring.data.redis.ssl.enabled": True,
        "spring.data.redis.password": Unknown("later"),
        "clients[0].url": "http://a",
        "clients[1]": 3,
    }
    assert part.lines == {"spring.kafka.bootstrap-servers": 4}


def test_properties_that_java_would_not_read() -> None:
    (trouble,) = application.text(File("application.properties", "spring.a=\\u12\n"))
    assert isinstance(trouble, Trouble)
    assert trouble.line == 1


def test_a_scan_names_the_line_of_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "application.yaml"
    path.write_text("\ufeffspring:\r\n  data:\r\n    redis:\r\n      url: redis://redis:6379\r\n", "utf-8")
    (found,) = [one for one in scan([path]).findings() if one.rule == "upstream-encrypted"]
    assert (found.verdict, found.origin.line) == ("fail", 4)
