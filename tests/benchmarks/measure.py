"""Speed as ratios in one run: a whole scan against ``json.loads`` of the same file, start-up against bare Python.

Usage: python -m tests.benchmarks.measure [N …]; prints one JSON line a measurement. It judges nothing: quote the
medians. Give plans with ``--plan FILE`` to measure those instead of generated ones. ``--folder [CHECKOV]`` measures
folders of configuration, and a checkov that is installed beside in an environment of its own on the same folder.
``--files`` measures the search of text against ``grep -E``, and manifests. ``--live [PROWLER]`` measures a scan of
a seeded cloud on moto's server, and a prowler that is installed beside in an environment of its own on the same cloud.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.make_files import write_log, write_manifests
from tests.benchmarks.make_folder import write as write_folder
from tests.benchmarks.make_plan import write

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
RUNS = 5
PCICHECK = Path(sys.executable).with_name("pcicheck")
_LOADS = "import json,sys;b=open(sys.argv[1],'rb').read();import time;t=time.perf_counter();json.loads(b);print(time.perf_counter()-t)"


def scan_against_json(plan: Path, runs: int = RUNS) -> dict[str, float]:
    """A scan (JSON lines out) against ``json.loads`` of the same file, in turn: median wall seconds and ratios.

    ``ratio`` is the whole process of the scan against the bare call, ``process_ratio`` against a process that does
    nothing but the call; memory is the scan's peak.
    """
    scans, loads, processes, peaks = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            loads.append(float(subprocess.check_output([sys.executable, "-c", _LOADS, str(plan)])))
            processes.append(_run(sys.executable, "-c", _LOADS, str(plan))[0])
            seconds, peak = _run(str(PCICHECK), "scan", str(plan), "--format", f"jsonl={folder}/o", "--fail-on", "none")
            scans.append(seconds)
            peaks.append(peak)
    return {
        "size": plan.stat().st_size,
        "scan": median(scans),
        "json_loads": median(loads),
        "ratio": median(s / j for s, j in zip(scans, loads, strict=True)),
        "process_ratio": median(s / p for s, p in zip(scans, processes, strict=True)),
        "memory_over_size": max(peaks) / plan.stat().st_size,
    }


def folder_scan(files: int, checkov: str = "", runs: int = RUNS) -> dict[str, float]:
    """A scan of a folder of configuration, first and again; with a checkov, its time on the same folder and the ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_folder(files, Path(scratch, "infra"))
        scan = (str(PCICHECK), "scan", str(folder), "--format", f"jsonl={scratch}/o", "--fail-on", "none")
        first = _run(*scan)[0]
        scans = [_run(*scan)[0] for _ in range(runs)]
        measured = {
            "files": files,
            "size": sum(path.stat().st_size for path in folder.iterdir()),
            "first": first,
            "scan": median(scans),
        }
        if checkov:
            peer = _run(checkov, "-d", str(folder), "--framework", "terraform", "-o", "json", "--quiet")[0]
            measured |= {"checkov": peer, "ratio": measured["scan"] / peer}
    return measured


def text_against_grep(lines: int, runs: int = RUNS) -> dict[str, float]:
    """The search of a log without findings, in this process, against ``grep -E`` for numbers of a card's look alone."""
    from pcicheck.sources.text.source import search

    pattern = "(^|[^0-9])[2-6][0-9]{3}([ -]?[0-9]){9,15}($|[^0-9])"
    with tempfile.TemporaryDirectory() as scratch:
        log = write_log(lines, Path(scratch, "app.log"))
        search("log", [("app.log", log)])
        searches, greps = [], []
        for _ in range(runs):
            start = time.perf_counter()
            search("log", [("app.log", log)])
            searches.append(time.perf_counter() - start)
            greps.append(_run("grep", "-cE", pattern, str(log))[0])
        return {
            "size": log.stat().st_size,
            "megabytes_a_second": log.stat().st_size / 1e6 / median(searches),
            "search": median(searches),
            "grep": median(greps),
            "ratio": median(s / g for s, g in zip(searches, greps, strict=True)),
        }


def manifests_scan(count: int, runs: int = 1) -> dict[str, float]:
    """A scan of a folder of manifests."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_manifests(count, Path(scratch, "deploy"))
        scan = (str(PCICHECK), "scan", str(folder), "--format", f"jsonl={scratch}/o", "--fail-on", "none")
        return {"files": count, "scan": median(_run(*scan)[0] for _ in range(runs))}


def live_against_prowler(prowler: str = "") -> dict[str, float]:
    """A scan of moto's server with a seeded estate: calls and seconds; with a prowler, its own and the ratios."""
    from tests.benchmarks.live import counting, seeded

    with seeded() as moto_url, counting(moto_url) as proxy, tempfile.TemporaryDirectory() as scratch:
        scan = (str(PCICHECK), "scan", "aws", "--region", "eu-west-1", "--format", f"jsonl={scratch}/o")
        seconds = _run(*scan, "--fail-on", "none", "-q", env=proxy.environment)[0]
        measured: dict[str, float] = {"calls": proxy.count(), "scan": seconds}
        if prowler:
            peer = (prowler, "aws", "--compliance", "pci_4.0_aws", "--region", "eu-west-1", "-M", "csv")
            spent = _run(*peer, "-o", scratch, "-b", env=proxy.environment, codes=(0, 1, 3))[0]
            calls = proxy.count()
            measured |= {"prowler_calls": calls, "prowler": spent}
            measured |= {"calls_ratio": measured["calls"] / calls, "ratio": seconds / spent}
    return measured


def version_against_python(runs: int = RUNS) -> dict[str, float]:
    """Median wall seconds of ``pcicheck --version``, of bare Python, and of importing typer."""
    version = median(_run(str(PCICHECK), "--version")[0] for _ in range(runs))
    bare = median(_run(sys.executable, "-c", "pass")[0] for _ in range(runs))
    with_typer = median(_run(sys.executable, "-c", "import typer")[0] for _ in range(runs))
    return {"version": version, "python": bare, "typer": with_typer - bare, "ratio": version / bare}


def _run(*command: str, env: Mapping[str, str] | None = None, codes: Collection[int] = (0, 1)) -> tuple[float, int]:
    """Wall seconds and peak memory in bytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    if arguments[:1] == ["--folder"]:
        checkov = arguments[1] if len(arguments) > 1 else ""
        for files, peer in ((50, checkov), (500, ""), (2000, "")):
            sys.stdout.write(json.dumps(folder_scan(files, peer)) + "\n")
            sys.stdout.flush()
        return
    if arguments[:1] == ["--files"]:
        sys.stdout.write(json.dumps({"text": text_against_grep(400_000)}) + "\n")
        for count in (1_000, 10_000):
            sys.stdout.write(json.dumps({"manifests": manifests_scan(count)}) + "\n")
            sys.stdout.flush()
        return
    if arguments[:1] == ["--live"]:
        sys.stdout.write(json.dumps(live_against_prowler(arguments[1] if len(arguments) > 1 else "")) + "\n")
        return
    sys.stdout.write(json.dumps({"version": version_against_python()}) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        if arguments[:1] == ["--plan"]:
            plans = [Path(name) for name in arguments[1:]]
        else:
            counts = [int(text) for text in arguments or ("5000", "50000")]
            plans = [write(count, Path(folder, f"{count}.json")) for count in counts]
        for plan in plans:
            sys.stdout.write(json.dumps({plan.name: scan_against_json(plan)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
