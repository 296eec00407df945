"""Command lines of a cluster's programs, and what they and its files mean."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.control.flags import flags_of, words_of
from pcicheck.providers.kubernetes.control.settings import READERS, TRUTHS, ends, tls_version

API = frozenset(("kube-apiserver",))
TEMPLATE = Unknown("a template that is not rendered fills it in")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["--bind-address=127.0.0.1"], "127.0.0.1"),
        (["--bind-address", "127.0.0.1"], "127.0.0.1"),
        (["-bind-address=127.0.0.1"], "127.0.0.1"),
        (['--bind-address="127.0.0.1"'], "127.0.0.1"),
        (["--bind-address=1.1.1.1", "--bind-address=127.0.0.1"], "127.0.0.1"),
        (["--profiling", "--bind-address=127.0.0.1"], "127.0.0.1"),
        (["--other", "--bind-address=127.0.0.1"], "127.0.0.1"),
        ([], None),
        (["stray", "words"], None),
    ],
)
def test_a_flag_is_read_however_it_is_written(words: list[Any], value: str | None) -> None:
    """With a sign, with a blank, with one dash, in quotes; the last one holds."""
    assert flags_of(words, TRUTHS).text("bind-address") == value


def test_truth_values_need_no_value() -> None:
    """``--profiling`` alone is true, and the word after it is not its value."""
    flags = flags_of(["--profiling", "false", "--anonymous-auth=F"], TRUTHS)
    assert flags.flag("profiling", False) is True
    assert flags.flag("anonymous-auth", True) is False
    assert isinstance(flags_of(["--profiling=maybe"], TRUTHS).flag("profiling", True), Unknown)


def test_what_is_not_known_stays_so() -> None:
    """A variable is unknown, and an unknown word may be any flag."""
    assert isinstance(flags_of(["--bind-address=$(ADDRESS)"], TRUTHS).text("bind-address"), Unknown)
    flags = flags_of([TEMPLATE, "--profiling=false"], TRUTHS)
    assert flags.flag("profiling", True) is False
    assert flags.text("bind-address") is TEMPLATE
    assert flags_of(["--bind-address", TEMPLATE], TRUTHS).text("bind-address") is TEMPLATE


def test_lists_add_up() -> None:
    """A list may be given several times."""
    words = ["--authorization-mode=Node", "--authorization-mode=RBAC, Webhook"]
    assert flags_of(words, TRUTHS).words("authorization-mode") == ("Node", "RBAC", "Webhook")


@pytest.mark.parametrize(
    ("command", "rest"),
    [
        (["kube-apiserver", "--a=1"], ["--a=1"]),
        (["/usr/local/bin/kube-apiserver", "--a=1"], ["--a=1"]),
        (["/bin/sh", "-c", "exec /usr/bin/kube-apiserver --a='x y' --b 2>&1 | tee /log"], ["--a=x y", "--b", "2"]),
        (["sh", "-c", "mkfifo /p; kube-apiserver \\\n  --a=1 \\\n  --b=2 && echo done"], ["--a=1", "--b=2"]),
        (["/go-runner", "--log-file=/x", "/usr/bin/kube-apiserver", "--a=1"], ["--a=1"]),
        (["sh", "-c", "A=b exec kube-apiserver --a=1"], ["--a=1"]),
        (["sh", "-c", "sleep 5\nkube-apiserver --a=1"], ["--a=1"]),
        (["ls", "/var/lib/kube-apiserver"], None),
        (["sh", "-c", "du -s /var/lib/kube-apiserver; ls kube-apiserver"], None),
        (["nginx", "--a=1"], None),
        ([], None),
        ([TEMPLATE, 5, None], None),
    ],
)
def test_programs_are_found(command: list[Any], rest: list[Any] | None) -> None:
    """Also behind a path and in a script of a shell."""
    assert words_of(command, API) == rest


def test_a_script_that_cannot_be_read_is_unknown() -> None:
    """An open quote is no reason to guess."""
    rest = words_of(["sh", "-c", "kube-apiserver --a='open"], API)
    assert rest is not None
    assert isinstance(flags_of(rest, TRUTHS).text("a"), Unknown)


@pytest.mark.parametrize("component", sorted(READERS))
def test_no_flags_give_the_programs_own_defaults(component: str) -> None:
    """Nothing written is an answer for nearly everything."""
    facts = READERS[component](flags_of([], TRUTHS), None)
    unknown = {name for name, value in facts.items() if isinstance(value, Unknown)}
    assert unknown <= {"weak_ciphers", "plain_port"}


def test_the_plain_port_depends_on_the_version() -> None:
    """It was open by itself until 1.19."""
    flags = flags_of([], TRUTHS)
    answers = [READERS["api_server"](flags, minor)["plain_port"] for minor in (19, 20)]
    assert answers == [True, False]


def test_words_of_files() -> None:
    """Versions and spans, and what is neither."""
    assert [tls_version(text) for text in (None, "VersionTLS13", "TLS1.2")] == [1.2, 1.3, 1.2]
    assert isinstance(tls_version("VersionSSL30"), Unknown)
    assert [ends(text) for text in ("0", "0s", "5m", "4h0m0s")] == [False, False, True, True]
