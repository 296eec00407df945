"""Logs without findings, and manifests, to measure speed with."""

from __future__ import annotations

import random
import uuid
from pathlib import Path

_MANIFEST = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: app-{0}, namespace: ns-{1}, labels: {{app: app-{0}}}}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: app-{0}}}}}
  template:
    metadata: {{labels: {{app: app-{0}}}}}
    spec:
      serviceAccountName: app-{0}
      containers:
        - name: app
          image: registry.example.com/app-{0}:1.{1}
          env:
            - {{name: LEVEL, value: info}}
          ports: [{{containerPort: 8443}}]
          securityContext: {{runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {{drop: [ALL]}}}}
          resources: {{limits: {{cpu: "1", memory: 512Mi}}}}
          volumeMounts: [{{name: tmp, mountPath: /tmp}}]
      volumes:
        - name: tmp
          emptyDir: {{}}
"""


def write_log(lines: int, path: Path) -> Path:
    """A log of requests, audit lines and JSON, about 180 bytes a line, with ids, times and tokens but no card data."""
    chance = random.Random(7)  # noqa: S311 - the same log every time
    with path.open("w") as out:
        for number in range(lines):
            trace, ident = chance.getrandbits(128), uuid.UUID(int=chance.getrandbits(128))
            at = f"2026-11-22T13:{number % 60:02d}:{number % 59:02d}.{number % 1000:03d}Z"
            out.write(
                (
                    f'10.2.{number % 255}.{number % 77} - - [{at}] "POST /v1/payments/{ident} HTTP/1.1" 200 812 rt=0.{number % 997:03d}\n',
                    f'{{"ts":"{at}","level":"info","request":"{ident}","amount":{number},"token":"tok_{trace:032x}"}}\n',
                    f"{at} INFO [worker-{number % 16}] Tokenizer - tokenised in {number % 50} ms, key version 4, trace={trace:032x}\n",
                    f"{at} vault[{number % 32768}]: audit: path=transit/encrypt/payment-key id={ident} client=10.0.1.7:44310\n",
                )[number % 4]
            )
    return path


def write_manifests(count: int, folder: Path) -> Path:
    """A folder of deployments, one a file, a hundred a folder."""
    for number in range(count):
        path = folder / f"team-{number // 100}" / f"app-{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_MANIFEST.format(number, number % 40))
    return folder
