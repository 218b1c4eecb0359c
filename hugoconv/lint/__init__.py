"""What is wrong with a page, told with a place, and how it is fixed.

What is told stands in ``checks.toml``. May import ``layouts`` and what stands before it, and reads no file. Read on in
``check``; docs/contributing/check.md says how to add one.
"""
