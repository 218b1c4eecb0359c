"""From bytes to front matter, to a tree with a place for every part, and back to literals of new text.

May import ``text``. Read on in ``tree`` and ``base``; docs/contributing/syntax.md says how to add a syntax.
"""
