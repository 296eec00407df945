# The reference architecture's cloud: network, keys, data and audit of a payments platform on AWS.
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
    vault = {
      source  = "hashicorp/vault"
      version = "~> 4.6"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = {
      "pci:scope"   = "cde"
      "owner"       = "payments-platform"
      "environment" = "production"
    }
  }
}

variable "account" {
  type    = string
  default = "111122223333"
}

locals {
  zones   = ["eu-west-1a", "eu-west-1b"]
  account = var.account
}
