"""What is true of Hugo, whether or not anything is edited: dates, parameters, the cascade, paths and addresses.

Takes decoded fields and paths, never a page. May import ``text`` and ``syntax``. Read on in ``params`` and
``page_dates``; docs/decisions/017-rooms.md says why it is apart.
"""
