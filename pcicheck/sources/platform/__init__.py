"""Configuration files of the payments platform: manifests, proxies, brokers, caches, telemetry, pipelines."""
