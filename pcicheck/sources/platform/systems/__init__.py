"""How the files of each system are taken apart into the native objects that they describe."""
