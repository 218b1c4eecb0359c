"""The edits of each operation and what it does to the model of the data: one module for each kind of change.

What is made here is checked by ``page.verification``. Read on in ``set``.
"""
