"""Spans, edits, lines and patches of a text; no knowledge of any syntax.

May import nothing but ``hugoconv.errors``. Read on in ``edits``.
"""
