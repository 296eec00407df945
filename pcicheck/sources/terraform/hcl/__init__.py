"""Terraform and OpenTofu configuration as people write it: ``*.tf``, ``*.tofu``, and their JSON forms."""
