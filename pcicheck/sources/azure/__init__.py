"""Azure Resource Manager's documents in the form that Terraform's ``azurerm`` provider has for the same things."""
