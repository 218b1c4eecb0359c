"""From bytes to front matter, to a tree with a place for every part, and back to text."""
