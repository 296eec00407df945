resource "aws_db_subnet_group" "ledger" {
  subnet_ids = values(aws_subnet.private)[*].id
}

resource "aws_rds_cluster_parameter_group" "ledger" {
  family = "aurora-postgresql16"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"              = "1"
      "ssl_min_protocol_version"   = "TLSv1.2"
      "log_connections"            = "1"
      "log_disconnections"         = "1"
      "log_statement"              = "ddl"
      "pgaudit.log"                = "all"
      "shared_preload_libraries"   = "pgaudit"
      "log_error_verbosity"        = "terse"
      "log_min_duration_statement" = "-1"
    }
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }
}

resource "aws_rds_cluster" "ledger" {
  engine                              = "aurora-postgresql"
  engine_version                      = "16.6"
  master_username                     = "ledger_owner"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = aws_kms_key.this["secrets"].arn
  iam_database_authentication_enabled = true
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.this["data"].arn
  db_subnet_group_name                = aws_db_subnet_group.ledger.name
  vpc_security_group_ids              = [aws_security_group.data.id]
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.ledger.name
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  backup_retention_period             = 35
  deletion_protection                 = true
  copy_tags_to_snapshot               = true
  tags                                = { "data-class" = "pan", "pci:protection" = "tokens" }
}

resource "aws_rds_cluster_instance" "ledger" {
  count                        = 2
  cluster_identifier           = aws_rds_cluster.ledger.id
  engine                       = aws_rds_cluster.ledger.engine
  instance_class               = "db.r6g.large"
  publicly_accessible          = false
  auto_minor_version_upgrade   = true
  performance_insights_enabled = false
  ca_cert_identifier           = "rds-ca-rsa2048-g1"
  tags                         = { "data-class" = "pan", "pci:protection" = "tokens" }
}

resource "aws_secretsmanager_secret" "processor" {
  name       = "processor"
  kms_key_id = aws_kms_key.this["secrets"].arn
}

resource "aws_secretsmanager_secret_rotation" "processor" {
  secret_id           = aws_secretsmanager_secret.processor.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:${local.account}:function:rotate"
  rotation_rules {
    automatically_after_days = 30
  }
}
