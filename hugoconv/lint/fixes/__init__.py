"""Fixes of what ``check`` finds, as operations or as edits of a text that cannot be read: one module for each kind.

Read on in ``fields``; ``lint.fix`` decides which of them are made.
"""
