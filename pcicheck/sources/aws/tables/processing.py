"""What is asked of Athena, Glue and managed Airflow.

Athena wants one call for each workgroup, Airflow one for each environment, Glue one for each database and each schema
of the registry. The encryption of a catalogue is looked at where the catalogue holds a database.
"""

from __future__ import annotations

from pcicheck.sources.aws.table import Detail, Listing, Service

_SECURED = ".{{Name: {name}, SecurityConfiguration: {security}}}"
"""Not the arguments, which can hold secrets."""

SERVICES = (
    Service(
        "athena",
        (
            Listing(
                "aws_athena_workgroup",
                "list_work_groups",
                "WorkGroups[?State == 'ENABLED']",
                "Name",
                "athena:ListWorkGroups",
                details=(
                    Detail(
                        "workgroup",
                        "get_work_group",
                        {"WorkGroup": "@id"},
                        "athena:GetWorkGroup",
                        "WorkGroup.Configuration",
                    ),
                ),
            ),
        ),
    ),
    Service(
        "glue",
        (
            Listing("glue_database", "get_databases", "DatabaseList[].Name", "id", "glue:GetDatabases", silent=True),
            Listing(
                "aws_glue_data_catalog_encryption_settings",
                "get_data_catalog_encryption_settings",
                "DataCatalogEncryptionSettings",
                "",
                "glue:GetDataCatalogEncryptionSettings",
                single=True,
                used_by={"glue_database": "'catalog'"},
                name="'catalog'",
            ),
            Listing(
                "aws_glue_catalog_table",
                "get_tables",
                "TableList[].{Name: Name, DatabaseName: DatabaseName, Columns: StorageDescriptor.Columns,"
                " PartitionKeys: PartitionKeys}",
                "join('/', [DatabaseName, Name])",
                "glue:GetTables",
                each="glue_database",
                from_each={"DatabaseName": "@id"},
            ),
            Listing(
                "aws_glue_schema",
                "list_schemas",
                "Schemas",
                "SchemaArn",
                "glue:ListSchemas",
                params={"MaxResults": 100},
                details=(
                    Detail(
                        "version",
                        "get_schema_version",
                        {"SchemaId": "{SchemaArn: SchemaArn}"},
                        "glue:GetSchemaVersion",
                        constant={"SchemaVersionNumber": {"LatestVersion": True}},
                    ),
                ),
            ),
            Listing(
                "aws_glue_security_configuration",
                "get_security_configurations",
                "SecurityConfigurations",
                "Name",
                "glue:GetSecurityConfigurations",
            ),
            Listing(
                "aws_glue_job",
                "get_jobs",
                "Jobs[]" + _SECURED.format(name="Name", security="SecurityConfiguration"),
                "Name",
                "glue:GetJobs",
            ),
            Listing(
                "aws_glue_crawler",
                "get_crawlers",
                "Crawlers[]" + _SECURED.format(name="Name", security="CrawlerSecurityConfiguration"),
                "Name",
                "glue:GetCrawlers",
            ),
            Listing(
                "aws_glue_dev_endpoint",
                "get_dev_endpoints",
                "DevEndpoints[]" + _SECURED.format(name="EndpointName", security="SecurityConfiguration"),
                "Name",
                "glue:GetDevEndpoints",
            ),
        ),
    ),
    Service(
        "mwaa",
        (
            Listing(
                "aws_mwaa_environment",
                "list_environments",
                "Environments",
                "id",
                "airflow:ListEnvironments",
                details=(
                    Detail("environment", "get_environment", {"Name": "@id"}, "airflow:GetEnvironment", "Environment"),
                ),
            ),
        ),
    ),
)
