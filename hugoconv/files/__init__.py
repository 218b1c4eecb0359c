"""Reading, finding and writing pages on a disk: the first layer that touches one.

May import ``lint`` and what stands before it. Read on in ``read`` and ``write``.
"""
