"""A plan as one page to be looked at in a browser, and what somebody chose there.

Read on in ``page``, then in ``content`` and ``choices``; docs/review.md says what can be done on the page.
"""
