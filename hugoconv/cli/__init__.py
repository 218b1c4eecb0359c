"""The command line: prints, asks, exits."""
