"""Files that are no configuration by themselves: templates of charts, and patches that a tool lays over other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pcicheck.model.origin import Gap
from pcicheck.sources.platform.base import Parsed
from pcicheck.yamltext import yaml_documents

_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_PATCHES = ("patches", "patchesStrategicMerge", "patchesJson6902")


def set_aside(files: Iterable[Path]) -> tuple[set[Path], list[Gap]]:
    """The files of a folder that only mean something once a tool has put them together, and what is said of them."""
    every = list(files)
    aside: set[Path] = set()
    gaps: list[Gap] = []
    for chart in (path.parent for path in every if path.name == "Chart.yaml"):
        templates = [path for path in every if chart / "templates" in path.parents]
        if templates and not aside.issuperset(templates):
            aside.update(templates)
            how = f"render it with 'helm template {chart.resolve().name} {chart} > rendered.yaml' and scan that"
            gaps.append(
                Gap("incomplete", str(chart), f"a Helm chart that is not rendered; {how}", count=len(templates))
            )
    for path in every:
        if path.name in _KUSTOMIZATIONS:
            patches = {patch for patch in _patches(path) if patch in every}
            aside.update(patches)
            if patches:
                how = f"render it with 'kubectl kustomize {path.parent} > rendered.yaml' and scan that"
                why = f"its patches change other files and are no objects by themselves; {how}"
                gaps.append(Gap("incomplete", str(path), why, count=len(patches)))
    return aside, gaps


def _patches(path: Path) -> Iterator[Path]:
    """The files that a kustomization lays over its resources."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return
    for document in yaml_documents(text):
        values = document.values if isinstance(document, Parsed) else None
        for key in _PATCHES if isinstance(values, dict) else ():
            listed = values.get(key) if isinstance(values, dict) else None
            for item in listed if isinstance(listed, list) else ():
                yield from _named(path.parent, item)


def _named(folder: Path, item: Any) -> Iterator[Path]:
    name = item.get("path") if isinstance(item, dict) else item
    if isinstance(name, str) and "\n" not in name:
        yield Path(folder, name)
