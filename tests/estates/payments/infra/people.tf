# People sign in through one directory; the account keeps none of its own.
resource "aws_iam_saml_provider" "directory" {
  name                   = "directory"
  saml_metadata_document = file("${path.module}/directory.xml")
}

resource "aws_iam_account_password_policy" "main" {
  minimum_password_length        = 14
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  max_password_age               = 90
  password_reuse_prevention      = 24
  allow_users_to_change_password = true
}

resource "aws_iam_role" "incidents" {
  name = "incidents"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_saml_provider.directory.arn }
      Action    = "sts:AssumeRoleWithSAML"
      Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "incidents" {
  role       = aws_iam_role.incidents.name
  policy_arn = "arn:aws:iam::aws:policy/AWSSupportAccess"
}
