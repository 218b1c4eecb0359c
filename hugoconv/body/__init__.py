"""What stands where in the text of a body: shortcodes and links. All offsets are code points.

May import ``text`` and ``syntax``. Read on in ``links``.
"""
