"""What keeps containers apart from their host, read from pods in every state of knowledge."""

from __future__ import annotations

from typing import Any

import pytest

from pcicheck.model.document import Block
from pcicheck.model.value import Unknown
from pcicheck.providers.kubernetes.workload.confinement import (
    apparmor_off,
    kernel_settings,
    selinux_changed,
    volume_types,
    writable_host_paths,
)
from pcicheck.providers.kubernetes.workload.settings import Pod, listed, section

_GAP = Unknown("not known")
_HOST = {"name": "logs", "hostPath": {"path": "/var/log"}}
_NOTE = "container.apparmor.security.beta.kubernetes.io/web"


def _pod(notes: Any = None, **spec: Any) -> tuple[Pod, tuple[Block, ...] | Unknown]:
    block = Block(spec)
    return Pod(block, notes or {}), listed(block, "containers")


def _mounting(*mounts: Any, volumes: Any = (_HOST,)) -> Any:
    block = Block({"volumes": list(volumes), "containers": [{"volumeMounts": list(mounts)}]})
    return writable_host_paths(block, listed(block, "containers"))


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        ([], ()),
        ([{"name": "logs"}], ("/var/log",)),
        ([{"name": "logs", "readOnly": True}], ()),
        ([{"name": "logs", "readOnly": "true"}], ()),
        ([{"name": "logs", "readOnly": True}, {"name": "logs"}], ("/var/log",)),
        ([{"name": "other"}], ()),
        ([{"name": "logs", "readOnly": _GAP}], _GAP),
        ([{"name": _GAP}], _GAP),
        ([{"name": _GAP, "readOnly": True}], ()),
        ([_GAP], _GAP),
        ([_GAP, {"name": "logs"}], ("/var/log",)),
    ],
)
def test_what_containers_write_to_on_the_host(mounts: list[Any], expected: Any) -> None:
    assert _mounting(*mounts) == expected


def test_volumes_that_are_not_of_the_host_may_be_written_to() -> None:
    assert _mounting({"name": "tmp"}, volumes=({"name": "tmp", "emptyDir": {}},)) == ()
    assert _mounting({"name": "tmp"}, volumes=()) == ()


def test_a_mount_list_that_is_a_text_leaves_it_open() -> None:
    block = Block({"volumes": [_HOST], "containers": [{"volumeMounts": "all"}]})
    assert isinstance(writable_host_paths(block, listed(block, "containers")), Unknown)


def test_kinds_of_volumes_are_listed_once() -> None:
    volumes = [_HOST, _HOST | {"name": "b"}, {"name": "c"}, {"name": "d", "nfs": {}, "secret": None}]
    assert volume_types(Block({"volumes": volumes})) == ("hostPath", "emptyDir", "nfs")
    assert volume_types(Block({"volumes": [_GAP]})) == (_GAP,)
    assert volume_types(Block({})) == ()


def test_kernel_settings_keep_what_is_not_known() -> None:
    pod, _ = _pod(securityContext={"sysctls": [{"name": "kernel.sem"}, {"name": _GAP}, {}]})
    found = kernel_settings(pod)
    assert isinstance(found, tuple)
    assert found[:2] == ("kernel.sem", _GAP)
    assert isinstance(found[2], Unknown)


@pytest.mark.parametrize(
    ("note", "off"),
    [("runtime/default", False), ("localhost/pay", False), ("unconfined", True), ("", False), (_GAP, _GAP)],
)
def test_annotations_for_apparmor(note: Any, off: Any) -> None:
    pod, containers = _pod({_NOTE: note}, containers=[{"name": "web"}])
    assert apparmor_off(pod, containers) == off


def test_annotations_that_are_not_known_leave_apparmor_open() -> None:
    assert apparmor_off(*_pod(_GAP, containers=[{}])) == _GAP
    off = {"securityContext": {"appArmorProfile": {"type": "Unconfined"}}}
    assert apparmor_off(*_pod(_GAP, containers=[off])) is True


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({}, False),
        ({"level": "s0:c1"}, False),
        ({"type": "container_t"}, False),
        ({"type": "spc_t"}, True),
        ({"user": "root"}, True),
        ({"role": _GAP}, _GAP),
        ({"type": _GAP, "user": "root"}, True),
        (_GAP, _GAP),
    ],
)
def test_selinux_options(options: Any, changed: Any) -> None:
    assert selinux_changed(*_pod(containers=[{"securityContext": {"seLinuxOptions": options}}])) == changed
    assert selinux_changed(*_pod(containers=[{}], securityContext={"seLinuxOptions": options})) == changed


@pytest.mark.parametrize(
    ("spec", "windows"),
    [
        ({"os": {"name": "windows"}}, True),
        ({"nodeSelector": {"kubernetes.io/os": "windows"}}, True),
        ({"nodeSelector": {"kubernetes.io/os": "linux"}}, False),
        ({"nodeSelector": _GAP}, False),
        ({}, False),
    ],
)
def test_pods_of_windows_machines(spec: dict[str, Any], windows: bool) -> None:
    assert Pod(Block(spec), {}).windows is windows


@pytest.mark.parametrize("written", ["text", 7, ["text"]])
def test_what_is_no_object_is_not_taken_for_an_empty_one(written: Any) -> None:
    assert isinstance(section(Block({"a": written}), "a").values, Unknown)


def test_lists_of_something_else() -> None:
    assert listed(Block({}), "a") == ()
    assert isinstance(listed(Block({"a": "text"}), "a"), Unknown)
    entries = listed(Block({"a": [{"b": 1}, "text"]}), "a")
    assert isinstance(entries, tuple)
    assert [isinstance(entry.values, Unknown) for entry in entries] == [False, True]
