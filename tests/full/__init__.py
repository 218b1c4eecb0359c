"""All checks on all pages: ``python -m tests.full``."""
