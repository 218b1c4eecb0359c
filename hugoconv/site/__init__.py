"""Whole sites: pages to a plan, a plan to a diff, an apply with a journal, an undo."""
