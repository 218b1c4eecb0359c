"""The settings of a site: defaults of options, read from files."""
