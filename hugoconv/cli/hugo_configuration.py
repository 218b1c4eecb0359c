"""The configuration of the site of some pages, and what a command does where it cannot be read."""

from __future__ import annotations

import os

from hugoconv.cli.output.terminal import say
from hugoconv.errors import ConfigurationError
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration, read_configuration


def settings_of(base: Base, *, needed: bool) -> Configuration:
    """The configuration of a site. Where it cannot be read and is not needed, that is said once, and Hugo's own
    settings stand for it. Raises ConfigurationError, with the file as a person calls it, where it is needed."""
    try:
        return read_configuration(base.root)
    except ConfigurationError as error:
        named = as_named(error, base)
        if needed:
            raise named from error
        say(f"{named}; done as if it said nothing")
        return Configuration(base.root)


def as_named(error: ConfigurationError, base: Base) -> ConfigurationError:
    """The same mistake in a file as a person calls it."""
    inside = os.path.relpath(error.path, base.root)
    path = error.path if inside.startswith("..") else base.name(inside.replace(os.sep, "/"))
    return ConfigurationError(path, error.code, error.why, error.remedy, lineno=error.lineno, colno=error.colno)
