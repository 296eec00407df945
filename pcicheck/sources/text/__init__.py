"""Whatever people write: source code, logs, settings, notes. What in it needs a closer look is found here."""
