"""What stands where in the text of a body: shortcodes, links, images and headings. All offsets are code points.

May import ``text`` and ``syntax``. Read on in ``links``.
"""
