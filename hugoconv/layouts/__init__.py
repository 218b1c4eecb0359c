"""What talk, post and their fields are in every theme version, and the conversions between them.

What a field is stands in the TOML files here. May import ``page`` and what stands before it. Read on in ``convert``,
and in ``recipes`` for the way from one version to the next; docs/contributing/layout.md says how to correct the data.
"""
