"""From one syntax to another, comments and all."""
