"""Drop-ins for other libraries: their names and values, our edits.

May import every layer before it, and the library that each module stands in for. Read on in ``frontmatter``.
"""
