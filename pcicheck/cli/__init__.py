"""The command line: it parses arguments, calls the library and chooses the exit code."""
