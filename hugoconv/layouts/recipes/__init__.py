"""Upgrades and downgrades of a theme as recipes: TOML files here, and what carries their steps out.

Read on in ``recipe`` and ``migrate``. A kind of step is a row of ``kinds``.
"""
