resource "aws_vpc" "cde" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_default_security_group" "cde" {
  vpc_id = aws_vpc.cde.id
}

resource "aws_subnet" "edge" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.cde.id
  cidr_block        = cidrsubnet(aws_vpc.cde.cidr_block, 8, each.value)
  availability_zone = local.zones[each.value]
}

resource "aws_subnet" "private" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.cde.id
  cidr_block        = cidrsubnet(aws_vpc.cde.cidr_block, 8, each.value + 10)
  availability_zone = local.zones[each.value]
}

resource "aws_network_acl" "cde" {
  vpc_id     = aws_vpc.cde.id
  subnet_ids = concat(values(aws_subnet.edge)[*].id, values(aws_subnet.private)[*].id)

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.20.0.0/16"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "10.20.0.0/16"
  }
}

resource "aws_flow_log" "cde" {
  vpc_id          = aws_vpc.cde.id
  traffic_type    = "ALL"
  log_destination = aws_cloudwatch_log_group.flows.arn
  iam_role_arn    = aws_iam_role.flows.arn
}

resource "aws_security_group" "edge" {
  name        = "edge"
  description = "Partners and terminals reach the load balancer"
  vpc_id      = aws_vpc.cde.id

  ingress {
    description = "TLS from partners"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    description = "gateways"
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = values(aws_subnet.private)[*].cidr_block
  }
}

resource "aws_security_group" "services" {
  name        = "services"
  description = "Payment services"
  vpc_id      = aws_vpc.cde.id

  ingress {
    description     = "TLS from the edge"
    protocol        = "tcp"
    from_port       = 8443
    to_port         = 8443
    security_groups = [aws_security_group.edge.id]
  }
  egress {
    description = "private services"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.cde.cidr_block]
  }
}

resource "aws_security_group" "data" {
  name        = "data"
  description = "Ledger and token stores"
  vpc_id      = aws_vpc.cde.id

  ingress {
    description     = "PostgreSQL from services"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.services.id]
  }
}

resource "aws_vpc_endpoint" "private" {
  for_each            = toset(["kms", "secretsmanager", "logs"])
  vpc_id              = aws_vpc.cde.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.private)[*].id
  security_group_ids  = [aws_security_group.services.id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${local.account}:root" }
      Action    = ["kms:Encrypt", "kms:Decrypt", "secretsmanager:GetSecretValue", "logs:PutLogEvents"]
      Resource  = "arn:aws:*:eu-west-1:${local.account}:*"
    }]
  })
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.cde.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${local.account}:root" }
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = "${aws_s3_bucket.audit.arn}/*"
    }]
  })
}
