resource "aws_cloudhsm_v2_cluster" "tokens" {
  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = values(aws_subnet.private)[*].id
}

resource "aws_cloudhsm_v2_hsm" "tokens" {
  for_each   = aws_subnet.private
  cluster_id = aws_cloudhsm_v2_cluster.tokens.cluster_id
  subnet_id  = each.value.id
}

resource "aws_kms_custom_key_store" "tokens" {
  custom_key_store_name    = "tokens"
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.tokens.cluster_id
  key_store_password       = var.key_store_password
  trust_anchor_certificate = var.hsm_trust_anchor
}

resource "aws_kms_key" "this" {
  for_each                = toset(["data", "logs", "secrets"])
  description             = "Encrypts ${each.key}"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_key" "tokens" {
  description             = "Wraps what tokens stand for"
  custom_key_store_id     = aws_kms_custom_key_store.tokens.id
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Administration"
    actions   = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:Enable*", "kms:Disable*", "kms:TagResource", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/key-administrator"]
    }
  }
  statement {
    sid       = "Use"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/tokenization"]
    }
  }
}

resource "aws_iam_role" "tokenization" {
  name = "tokenization"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "tokenization" {
  role = aws_iam_role.tokenization.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt"]
      Resource = aws_kms_key.this["data"].arn
    }]
  })
}

variable "key_store_password" {
  type      = string
  sensitive = true
}

variable "hsm_trust_anchor" {
  type = string
}

# A large merchant has modules of its own; the label says whose they are.
resource "aws_cloudhsm_v2_cluster" "merchant" {
  for_each   = toset(["merchant-12345"])
  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = values(aws_subnet.private)[*].id
  tags       = { tenant = each.key }
}

resource "aws_cloudhsm_v2_hsm" "merchant" {
  for_each = {
    for pair in setproduct(keys(aws_cloudhsm_v2_cluster.merchant), keys(aws_subnet.private)) : join("/", pair) => pair
  }
  cluster_id = aws_cloudhsm_v2_cluster.merchant[each.value[0]].cluster_id
  subnet_id  = aws_subnet.private[each.value[1]].id
}

resource "aws_kms_custom_key_store" "merchant" {
  for_each                 = aws_cloudhsm_v2_cluster.merchant
  custom_key_store_name    = each.key
  cloud_hsm_cluster_id     = each.value.cluster_id
  key_store_password       = var.key_store_password
  trust_anchor_certificate = var.hsm_trust_anchor
}

resource "aws_kms_key" "merchant" {
  for_each                = aws_kms_custom_key_store.merchant
  description             = "Tokens of ${each.key}"
  custom_key_store_id     = each.value.id
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = { tenant = each.key }
}
