"""From one syntax to another, comments and all: a tree to a document, a document to text, and the proof of it.

May import ``page`` and what stands before it. Read on in ``document`` and ``translate``.
"""
