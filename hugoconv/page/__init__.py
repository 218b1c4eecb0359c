"""One page: reading it as a mapping, and changing it by verified operations."""
