"""The edits of each operation: one module for each kind of change."""
