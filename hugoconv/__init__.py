"""hugoconv changes the front matter of Hugo pages and nothing else: every comment and every other byte stays.

A name is loaded when it is first used, so that a command that needs little starts quickly. The names stand in
``__init__.pyi``, one ``from module import name as name`` a line, where type checkers look for them too.
"""

from importlib import import_module

from hugoconv.data_files import text_of

__version__ = "0.1.0"

_NAMES = text_of(__name__, "__init__.pyi").splitlines()
_HOME = {words[3]: words[1] for words in map(str.split, _NAMES) if words[:1] == ["from"]}
__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    """A public name, loaded on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'hugoconv' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)
