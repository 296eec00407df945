"""Google Cloud: assets of Cloud Asset Inventory."""
