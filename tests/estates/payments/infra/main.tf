# The reference architecture's cloud: network, keys, data and audit of a payments platform on AWS.
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
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

data "aws_caller_identity" "current" {}

locals {
  zones   = ["eu-west-1a", "eu-west-1b"]
  account = data.aws_caller_identity.current.account_id
}
