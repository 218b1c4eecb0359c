"""Carrying a plan out, with a journal, and taking it back.

Read on in ``apply`` and ``undo``; docs/decisions/012-the-journal.md says in which order things come to the disk.
"""
