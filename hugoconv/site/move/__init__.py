"""Pages that move: where to, what goes along, and which addresses and links that changes.

Read on in ``groups`` and ``links``; docs/decisions/010-addresses-are-computed-and-asked.md says how addresses are
known.
"""
