"""AWS accounts, asked over their APIs."""
