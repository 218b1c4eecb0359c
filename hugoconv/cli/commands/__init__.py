"""The commands, one module each, loaded when a command is called; ``command`` is what click runs."""
