"""Whole sites: what Hugo's configuration says of one, its pages, their addresses, and the links between them."""
