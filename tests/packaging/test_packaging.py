"""The wheel and the source distribution, built and used in clean environments."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.plans import write_plan

pytestmark = pytest.mark.unmeasured  # other tests run the same lines

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def clean(built: Path, wheel: Path) -> Path:
    """The ``bin`` folder of an environment with nothing but the wheel and what it needs."""
    folder = built / "venv"
    venv.create(folder, with_pip=True)
    subprocess.run(
        [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)],
        check=True,
        capture_output=True,
    )
    return folder / "bin"


def test_the_wheel_holds_rules_reports_sample_and_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "pcicheck/_data/rules/rulebook.yaml",
        "pcicheck/_data/rules/requirements.yaml",
        "pcicheck/_data/reports/report.html.j2",
        "pcicheck/sample/plan.json",
        "pcicheck/py.typed",
    ):
        assert name in names
    shipped = {name.removeprefix("pcicheck/_data/") for name in names if name.startswith("pcicheck/_data/rules/")}
    assert shipped == {str(path.relative_to(ROOT)) for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert not [name for name in names if name.startswith(("tests", "."))]


def test_the_core_needs_no_cloud_sdk(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith("METADATA")]
    metadata = Parser().parsestr(archive.read(name).decode())
    core = [need for need in metadata.get_all("Requires-Dist", []) if "extra ==" not in need]
    assert not [need for need in core if need.startswith(("boto", "google", "azure"))]
    assert {"aws", "gcp", "azure", "all", "dev"} <= set(metadata.get_all("Provides-Extra", []))


def test_the_installed_command_scans_and_reports(clean: Path, tmp_path: Path) -> None:
    write_plan(tmp_path, {"aws_s3_bucket.a": {"bucket": "pay", "acl": "public-read"}})
    done = subprocess.run(
        [clean / "pcicheck", "scan", "plan.json", "--format", "html=r.html", "--format", "sarif=r.sarif"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "r.html").stat().st_size > 10_000
    assert (tmp_path / "r.sarif").is_file()


def test_the_installed_demo_and_version_work(clean: Path, tmp_path: Path) -> None:
    shown = subprocess.run([clean / "pcicheck", "demo"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "failed" in shown.stdout
    assert "sample/platform/envoy.yaml" in shown.stdout
    assert (tmp_path / "pcicheck-results" / "report.html").is_file()
    version = subprocess.run([clean / "pcicheck", "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.split()[1] in {path.name.split("-")[1] for path in clean.parent.parent.glob("*.whl")}


def test_the_installed_library_is_typed_and_scans(clean: Path, tmp_path: Path) -> None:
    write_plan(tmp_path, {"aws_s3_bucket.a": {"bucket": "pay"}})
    code = "from pcicheck import scan; print(len(list(scan(['plan.json']).findings())))"
    shown = subprocess.run([clean / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(shown.stdout) > 3


def test_the_source_distribution_builds_the_same_wheel(built: Path, wheel: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "again"), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    (again,) = (tmp_path / "again").glob("*.whl")
    assert set(zipfile.ZipFile(again).namelist()) == set(zipfile.ZipFile(wheel).namelist())


def test_a_bare_checkout_works_without_installation(tmp_path: Path) -> None:
    """Rules and reports are found beside the package as well."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import sys; sys.path[:0] = sys.argv[1:]; from pcicheck.assets import rules_folder as f; print(f())",
         str(ROOT)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()) == ROOT / "rules"
