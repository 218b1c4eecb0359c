"""Repairs of what ``check`` finds: one module for each kind."""
