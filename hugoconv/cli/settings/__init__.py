"""The settings of a site: defaults of options, read from files.

Read on in ``setting``, which says what can be set, and in ``files``.
"""
