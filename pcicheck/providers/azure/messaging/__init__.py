"""Brokers and topics on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, SideCar, Theme

_TOPIC = Row("azure.messaging.topics:topic", ("topic",))

THEME = Theme(
    adapters={
        "azurerm_eventhub_namespace": Row("azure.messaging.brokers:event_hubs", ("broker",)),
        "azurerm_servicebus_namespace": Row("azure.messaging.brokers:service_bus", ("broker",)),
        "azurerm_iothub": Row("azure.messaging.brokers:iot_hub", ("broker",)),
        "azurerm_eventgrid_domain": _TOPIC,
        "azurerm_eventgrid_topic": _TOPIC,
    },
    sidecars={
        "azurerm_eventhub_namespace_customer_managed_key": SideCar(
            "eventhub_namespace_id", ("azurerm_eventhub_namespace",)
        ),
        "azurerm_servicebus_namespace_customer_managed_key": SideCar("namespace_id", ("azurerm_servicebus_namespace",)),
        "azurerm_servicebus_namespace_network_rule_set": SideCar("namespace_id", ("azurerm_servicebus_namespace",)),
    },
    helpers=("azurerm_monitor_diagnostic_setting",),
)
