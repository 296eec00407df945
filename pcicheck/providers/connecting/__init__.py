"""Connections as the programs that open them are told of: addresses, switches and settings, whoever runs them."""
