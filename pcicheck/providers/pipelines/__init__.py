"""GitHub Actions and GitLab CI: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

THEME = Theme(
    adapters={
        "github:workflow": Row("pipelines.github:workflow", ("pipeline",)),
        "github:job": Row("pipelines.github:job", ("pipeline_job", "pipeline_scan")),
        "github:action": Row("pipelines.github:action", ("pipeline_job",)),
        "gitlab:pipeline": Row("pipelines.gitlab:pipeline", ("pipeline", "pipeline_scan")),
        "gitlab:job": Row("pipelines.gitlab:job", ("pipeline_job", "pipeline_scan")),
    }
)
THEMES = (THEME,)
