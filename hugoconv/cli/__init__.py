"""The command line: prints, asks, exits. The only layer that knows of a terminal.

May import everything. Read on in ``main`` and ``run``.
"""
