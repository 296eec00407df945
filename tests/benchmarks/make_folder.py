"""Make a folder of configuration to measure with: payment stores, keys, filters and policies, in modules."""

from __future__ import annotations

from pathlib import Path

_FILE = """
variable "env_{n}" {{
  type    = string
  default = "prod"
}}

locals {{
  name_{n} = "pay-${{var.env_{n}}}-{n}"
  ports_{n} = [443, 8443, {n}]
}}

resource "aws_kms_key" "k{n}" {{
  description         = "key of ${{local.name_{n}}}"
  enable_key_rotation = {even}
}}

resource "aws_s3_bucket" "b{n}" {{
  bucket = local.name_{n}
  tags = {{
    "pci:scope" = "cde"
    owner       = "payments-${{var.env_{n}}}"
  }}
}}

resource "aws_s3_bucket_server_side_encryption_configuration" "e{n}" {{
  bucket = aws_s3_bucket.b{n}.id
  rule {{
    apply_server_side_encryption_by_default {{
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k{n}.arn
    }}
  }}
}}

resource "aws_s3_bucket_policy" "p{n}" {{
  bucket = aws_s3_bucket.b{n}.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.b{n}.arn, "${{aws_s3_bucket.b{n}.arn}}/*"]
      Condition = {{ Bool = {{ "aws:SecureTransport" = "false" }} }}
    }}]
  }})
}}

resource "aws_security_group" "g{n}" {{
  name        = local.name_{n}
  description = "filter {n}"
  dynamic "ingress" {{
    for_each = local.ports_{n}
    content {{
      description = "port ${{ingress.value}}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }}
  }}
}}

resource "aws_db_instance" "d{n}" {{
  identifier          = local.name_{n}
  engine              = "postgres"
  instance_class      = "db.m5.large"
  storage_encrypted   = {even}
  publicly_accessible = false
  kms_key_id          = aws_kms_key.k{n}.arn
}}
"""


def write(files: int, folder: Path) -> Path:
    """A folder of so many files of 2 KB each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = _FILE.format(n=number, even="true" if number % 2 else "false")
        (folder / f"f{number}.tf").write_text(text)
    return folder
