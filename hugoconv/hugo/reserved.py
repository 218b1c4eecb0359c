"""The front matter fields of Hugo's own, and what it makes of their values.

Rules: Hugo 0.168, checked against the binary. Fields of the themes stand in the schemas of their layouts.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXT, TRUTH, WHOLE, WORDS, DATE = "text", "truth", "whole number", "list of texts", "date"
MAP, MAPS, ANY = "map", "map or list of maps", "any"

# Names in lowercase. What is not cast stays as it is in `.Params`, whatever Hugo uses it for.
RESERVED: Mapping[str, str] = {
    "title": TEXT,
    "linktitle": TEXT,
    "description": TEXT,
    "summary": TEXT,
    "type": TEXT,
    "layout": TEXT,
    "slug": TEXT,
    "url": TEXT,
    "translationkey": TEXT,
    "draft": TRUTH,
    "iscjklanguage": TRUTH,
    "headless": TRUTH,
    "weight": WHOLE,
    "keywords": WORDS,
    "aliases": WORDS,
    "date": DATE,
    "publishdate": DATE,
    "pubdate": DATE,
    "published": DATE,
    "lastmod": DATE,
    "modified": DATE,
    "expirydate": DATE,
    "unpublishdate": DATE,
    "build": MAP,
    "sites": MAP,
    "params": MAP,
    "cascade": MAPS,
    "sitemap": ANY,
    "resources": ANY,
    "menu": ANY,
    "menus": ANY,
    "outputs": ANY,
    "markup": ANY,
}


def named(*kinds: str) -> tuple[str, ...]:
    """The fields of some kinds, in the order of the table.

    >>> named(WHOLE, TRUTH)
    ('draft', 'iscjklanguage', 'headless', 'weight')
    """
    return tuple(name for name, kind in RESERVED.items() if kind in kinds)
