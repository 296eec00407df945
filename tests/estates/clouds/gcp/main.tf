# The controls that the seed names for Google Cloud: Cloud KMS, Secret Manager, Security Command Center (Chronicle
# reads its notifications), and VPC Service Controls around the services that hold payment data.
terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.10"
    }
  }
}

provider "google" {
  project = "payments-prod"
  region  = "europe-west1"
}

resource "google_kms_key_ring" "payments" {
  name     = "payments"
  location = "europe-west1"
}

resource "google_kms_crypto_key" "tokens" {
  name                       = "tokens"
  key_ring                   = google_kms_key_ring.payments.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_secret_manager_secret" "processor" {
  secret_id = "processor"
  replication {
    user_managed {
      replicas {
        location = "europe-west1"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.tokens.id
        }
      }
    }
  }
  rotation {
    rotation_period    = "2592000s"
    next_rotation_time = "2026-12-01T00:00:00Z"
  }
  topics {
    name = google_pubsub_topic.findings.id
  }
}

resource "google_storage_bucket" "audit" {
  name                        = "payments-audit"
  location                    = "EUROPE-WEST1"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = { "data-class" = "logs", "owner" = "payments-platform", "pci-scope" = "cde" }

  versioning {
    enabled = true
  }
  encryption {
    default_kms_key_name = google_kms_crypto_key.tokens.id
  }
  retention_policy {
    is_locked        = true
    retention_period = 34560000
  }
  lifecycle_rule {
    condition {
      age = 730
    }
    action {
      type = "Delete"
    }
  }
  logging {
    log_bucket = "payments-access-logs"
  }
}

resource "google_pubsub_topic" "findings" {
  name         = "findings"
  kms_key_name = google_kms_crypto_key.tokens.id
  labels       = { "data-class" = "logs", "owner" = "payments-platform", "pci-scope" = "cde" }
}

resource "google_scc_v2_organization_notification_config" "findings" {
  config_id    = "findings"
  organization = "123456789012"
  location     = "global"
  pubsub_topic = google_pubsub_topic.findings.id
  streaming_config {
    filter = "state=\"ACTIVE\" AND (severity=\"HIGH\" OR severity=\"CRITICAL\")"
  }
}

resource "google_access_context_manager_service_perimeter" "payments" {
  parent = "accessPolicies/987654321"
  name   = "accessPolicies/987654321/servicePerimeters/payments"
  title  = "payments"
  status {
    resources = ["projects/111122223333"]
    restricted_services = [
      "storage.googleapis.com", "cloudkms.googleapis.com", "secretmanager.googleapis.com", "sqladmin.googleapis.com",
      "bigquery.googleapis.com", "pubsub.googleapis.com", "logging.googleapis.com",
    ]
    vpc_accessible_services {
      enable_restriction = true
      allowed_services   = ["RESTRICTED-SERVICES"]
    }
  }
}

resource "google_logging_organization_sink" "audit" {
  name             = "audit"
  org_id           = "123456789012"
  include_children = true
  destination      = "storage.googleapis.com/${google_storage_bucket.audit.name}"
}
