"""Commands that ask live clouds: what the user names for each cloud, and what is done with the answers."""
