"""Remote desktops, schemas and mail on Azure: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_DATASET = Row("azure.assurance.records:dataset", ("data_schema",))
_DATASETS = (
    *("azure_blob", "cosmosdb_sqlapi", "delimited_text", "http", "json", "mysql", "parquet", "postgresql"),
    *("snowflake", "sql_server_table", "azure_sql_table"),
)

THEME = Theme(
    adapters={
        "azurerm_dns_txt_record": Row("azure.assurance.records:record", ("mail_domain",)),
        "azurerm_virtual_desktop_host_pool": Row("azure.assurance.records:host_pool", ("remote_desktop",)),
        **{f"azurerm_data_factory_dataset_{name}": _DATASET for name in _DATASETS},
    },
)
