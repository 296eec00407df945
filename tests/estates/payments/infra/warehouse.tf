# Analytics sees tokens and amounts, never card numbers.
resource "aws_redshift_subnet_group" "analytics" {
  name       = "analytics"
  subnet_ids = values(aws_subnet.private)[*].id
}

resource "aws_redshift_parameter_group" "analytics" {
  name   = "analytics"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
  parameter {
    name  = "enable_user_activity_logging"
    value = "true"
  }
}

resource "aws_redshift_cluster" "analytics" {
  cluster_identifier                  = "analytics"
  node_type                           = "ra3.large"
  number_of_nodes                     = 2
  master_username                     = "analytics_owner"
  manage_master_password              = true
  master_password_secret_kms_key_id   = aws_kms_key.this["secrets"].arn
  encrypted                           = true
  kms_key_id                          = aws_kms_key.this["data"].arn
  publicly_accessible                 = false
  enhanced_vpc_routing                = true
  allow_version_upgrade               = true
  multi_az                            = true
  cluster_subnet_group_name           = aws_redshift_subnet_group.analytics.name
  vpc_security_group_ids              = [aws_security_group.data.id]
  cluster_parameter_group_name        = aws_redshift_parameter_group.analytics.name
  automated_snapshot_retention_period = 35
  final_snapshot_identifier           = "analytics-final"
  tags                                = { "data-class" = "tokens" }
}

resource "aws_redshift_logging" "analytics" {
  cluster_identifier   = aws_redshift_cluster.analytics.id
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog", "userlog", "useractivitylog"]
}
