"""Whole sites: pages to a plan, a plan to a diff, an apply with a journal, an undo.

May import ``files`` and what stands before it. Read on in ``site``, then in ``plan``, ``run`` and ``move``.
"""
