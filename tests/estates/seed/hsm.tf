# Example Terraform snippet provisioning an AWS CloudHSM cluster for tokenization
resource "aws_cloudhsm_v2_cluster" "token_hsm" {
  hsm_type   = "hsm1.medium"
  subnet_ids = ["subnet-0a1b2c3d4e5f6g7h"]
}

resource "aws_cloudhsm_v2_hsm" "token_hsm_instance" {
  cluster_id        = aws_cloudhsm_v2_cluster.token_hsm.id
  availability_zone = "us-east-1a"
}
