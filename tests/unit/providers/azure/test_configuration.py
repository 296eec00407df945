"""What adapters make of configuration in which references and variables have no value yet."""

from __future__ import annotations

from pathlib import Path

from pcicheck.config import Config
from pcicheck.scanning import scan

WRITTEN = """
variable "group" {}
resource "azurerm_public_ip" "p" {}
resource "azurerm_network_interface" "second" {
  ip_configuration {
    name = "inner"
  }
  ip_configuration {
    name                 = "outer"
    public_ip_address_id = azurerm_public_ip.p.id
  }
}
resource "azurerm_api_management_backend" "part" {
  url = "https://${azurerm_linux_web_app.elsewhere.name}.example.org"
}
resource "azurerm_api_management_backend" "plain" {
  url = "http://${var.group}.example.org"
}
resource "azurerm_api_management_backend" "open" {
  url = "${var.group}.example.org"
}
resource "azurerm_spring_cloud_service" "part" {
  network {
    service_runtime_subnet_id = "/subscriptions/s/resourceGroups/${var.group}/subnets/runtime"
  }
}
"""
EXPECTED = {
    ("azurerm_network_interface.second", "interface-no-public-address"): "fail",
    ("azurerm_api_management_backend.part", "upstream-encrypted"): "pass",
    ("azurerm_api_management_backend.plain", "upstream-encrypted"): "fail",
    ("azurerm_api_management_backend.open", "upstream-encrypted"): "unknown",
    ("azurerm_spring_cloud_service.part", "platform-service-private"): "pass",
}


def test_what_is_known_in_part_decides_where_it_can(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(WRITTEN)
    found = {(one.native_address, one.rule): one.verdict for one in scan([str(tmp_path)], config=Config()).findings()}
    assert {key: found.get(key) for key in EXPECTED} == EXPECTED
