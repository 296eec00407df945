resource "aws_ses_domain_identity" "pay" {
  domain = "pay.test"
}

resource "aws_route53_record" "open" {
  zone_id = "z"
  name    = "pay.test"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 include:${aws_ses_domain_identity.pay.verification_token}"]
}

resource "aws_route53_record" "ended" {
  zone_id = "z"
  name    = "pay.test"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 include:${aws_ses_domain_identity.pay.verification_token} -all"]
}

resource "google_compute_address" "pay" {
  name = "pay"
}

resource "google_dns_record_set" "open" {
  managed_zone = "z"
  name         = "pay.test."
  type         = "TXT"
  ttl          = 300
  rrdatas      = ["\"v=spf1 ip4:${google_compute_address.pay.address}\""]
}

resource "azurerm_public_ip" "pay" {
  name = "pay"
}

resource "azurerm_dns_txt_record" "open" {
  name      = "@"
  zone_name = "pay.test"
  ttl       = 300

  record {
    value = "v=spf1 ip4:${azurerm_public_ip.pay.ip_address}"
  }
}
