"""Pages that move: where to, what goes along, and which addresses and links that changes."""
