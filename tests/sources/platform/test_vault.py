"""Files of Vault and OpenBao: what becomes of them, and what is said of those that cannot be read."""

from __future__ import annotations

import json

import pytest

from pcicheck.model.value import Unknown
from pcicheck.sources.platform.base import File, Parsed, Part, Trouble
from pcicheck.sources.platform.recognise import system_of, system_of_text
from pcicheck.sources.platform.systems import vault
from pcicheck.sources.platform.systems.registry import Found

SERVER = """\
ui = true
storage "raft" {
  path = "/opt/vault"
}
listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = 1
}
listener "tcp" {
  address = "10.0.0.5:8300"
}
seal "awskms" {
  kms_key_id = "alias/vault"
}
audit "file" "main" {
  options {
    file_path = "/var/log/vault.log"
  }
}
"""


def parts(found: Found) -> dict[str, Part]:
    return {item.address: item for item in found if isinstance(item, Part)}


def test_each_stanza_is_a_thing_with_its_lines() -> None:
    found = parts(vault.server(File("vault.hcl", SERVER)))
    assert {address: part.type for address, part in found.items()} == {
        "vault.hcl": "vault:server",
        "vault.hcl:storage/raft": "vault:storage",
        "vault.hcl:listener/tcp": "vault:listener",
        "vault.hcl:listener/tcp/2": "vault:listener",
        "vault.hcl:seal/awskms": "vault:seal",
        "vault.hcl:audit/file": "vault:audit",
    }
    listener = found["vault.hcl:listener/tcp"]
    assert (listener.line, listener.end_line, listener.lines) == (5, 8, {"address": 6, "tls_disable": 7})
    assert listener.values == {"type": "tcp", "address": "0.0.0.0:8200", "tls_disable": 1}
    assert found["vault.hcl"].values["seal"] == [{"type": "awskms", "kms_key_id": "alias/vault"}]
    assert found["vault.hcl:audit/file"].values["options"] == {"file_path": "/var/log/vault.log"}


@pytest.mark.parametrize(
    "listener",
    [
        {"tcp": {"address": "a"}},
        [{"tcp": {"address": "a"}}],
        {"tcp": [{"address": "a"}]},
    ],
)
def test_json_may_say_it_in_three_ways(listener: object) -> None:
    values = {"listener": listener, "backend": {"file": {"path": "/v"}}}
    file = File("vault.json", json.dumps(values))
    assert system_of(values, file) == "vault"
    found = parts(vault.document(Parsed(values), file))
    assert found["vault.json:listener/tcp"].values == {"type": "tcp", "address": "a"}
    assert "vault.json:storage/file" in found


def test_agents_are_told_from_servers() -> None:
    text = 'auto_auth {\n  method "aws" {\n  }\n}\nvault {\n  address = "https://v"\n}\nlistener "tcp" {\n}\n'
    file = File("agent.hcl", text)
    assert system_of_text(file) == "vault"
    found = parts(vault.server(file))
    assert {part.type for part in found.values()} == {"vault:agent", "vault:agent_listener"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('listener "tcp" {\n  address = 0.0.0.0:8200\n}\n', 2),
        ('{{ if .tls }}\nlistener "tcp" {\n}\n{{ end }}\n', 1),
        ('listener "tcp" {\n  address = "a"\n', 3),
        ('listener "tcp" {\n  purpose = "api"\n}\nkms "aead" {\n}\n', 1),
    ],
)
def test_what_vault_would_not_take_is_one_trouble(text: str, line: int) -> None:
    found = list(vault.server(File("vault.hcl", text)))
    assert [type(item) for item in found] == [Trouble]
    assert isinstance(found[0], Trouble)
    assert found[0].line == line


def test_policies_know_the_lines_of_their_paths() -> None:
    file = File("app.hcl", 'path "a/*" {\n  capabilities = ["read"]\n}\npath "b" {\n  policy = "write"\n}\n')
    assert system_of_text(file) == "vault-policy"
    (part,) = parts(vault.policy(file)).values()
    assert (part.type, part.lines["a/*"], part.lines["b"]) == ("vault:policy", 1, 4)
    assert part.values["policy"] == file.text


def test_a_policy_with_a_placeholder_is_unknown_but_vaults_own_are_not() -> None:
    filled = 'path "${mount}/*" {\n  capabilities = ["read"]\n}\n'
    own = 'path "secret/{{identity.entity.name}}/*" {\n  capabilities = ["read"]\n}\n'
    (first,) = parts(vault.policy(File("a.hcl", filled))).values()
    (second,) = parts(vault.policy(File("a.hcl", own))).values()
    assert isinstance(first.values["policy"], Unknown)
    assert second.values["policy"] == own


def test_policies_in_json_are_recognised_by_their_rules() -> None:
    values = {"path": {"secret/*": {"capabilities": ["read"]}}}
    assert system_of(values, File("p.json", "")) == "vault-policy"
    assert system_of({"path": {"a": 1}}, File("p.json", "")) is None


def test_files_of_other_programs_are_left_alone() -> None:
    nomad = 'namespace "pay" {\n  variables {\n    path "a/*" {\n      capabilities = ["read"]\n    }\n  }\n}\n'
    assert system_of_text(File("nomad.hcl", nomad)) is None
    terraform = 'terraform {\n  backend "s3" {\n    bucket = "b"\n  }\n}\n'
    assert list(vault.server(File("backend.hcl", terraform))) == []


def test_a_worker_of_boundary_is_no_server_of_vault() -> None:
    text = 'listener "tcp" {\n  address = "0.0.0.0:9202"\n  purpose = "proxy"\n}\nworker {\n  name = "w"\n}\n'
    found = list(vault.server(File("worker.hcl", text)))
    assert [type(item) for item in found] == [Trouble]
