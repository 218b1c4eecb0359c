"""One page: reading it as a mapping, and changing it by verified operations.

May import ``hugo`` and what stands before it. Read on in ``operations``, ``engine`` and ``verification``.
"""
