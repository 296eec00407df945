"""Topics, subscriptions and brokers on Google Cloud: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_FORMS = ("member", "binding", "policy")

THEME = Theme(
    adapters={
        "google_managed_kafka_cluster": Row("gcp.messaging.kafka:cluster", ("broker",)),
        "google_pubsub_topic": Row("gcp.messaging.pubsub:topic", ("topic",)),
        "google_pubsub_subscription": Row("gcp.messaging.pubsub:subscription", ("queue",)),
    },
    sidecars={
        f"google_pubsub_{owner}_iam_{form}": SideCar(owner, (f"google_pubsub_{owner}",), several=True)
        for owner in ("topic", "subscription")
        for form in _FORMS
    },
    helpers=("data.google_iam_policy",),
)
