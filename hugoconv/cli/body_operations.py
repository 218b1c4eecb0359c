"""What ``hugoconv edit`` does to bodies, and with them: values that can be sent between processes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import click

from hugoconv.body.rules import body_rules, done_by_rule
from hugoconv.body.shortcode_edits import (
    Parameter,
    drop_parameter,
    rename_parameters,
    rename_shortcode,
    set_parameter,
)
from hugoconv.body.shortcodes import is_name_of_shortcode
from hugoconv.cli.suggestions import meant
from hugoconv.page.from_body import fill_from_body
from hugoconv.page.page import Page
from hugoconv.text.edits import Edits


class EditBody(NamedTuple):
    """A change of the body by a function from its text to edits; a body without some bytes has nothing to change."""

    change: Callable[[str], Edits]
    holds: bytes = b""

    def on(self, page: Page) -> Page:
        """The page with its body changed; raises as ``Page.edit_body``."""
        # A body without them need not even be decoded, and one that is not UTF-8 stops nothing.
        return page.edit_body(self.change) if self.holds in page.body else page


class FillFromBody(NamedTuple):
    """A field filled from the body where it says nothing."""

    field: str

    def on(self, page: Page) -> Page:
        """The page with the field filled; raises as ``fill_from_body``."""
        return fill_from_body(page, self.field)


def renaming_shortcode(name: str, new: str) -> EditBody:
    """The operation of ``--rename-shortcode NAME=NEW``."""
    return EditBody(partial(rename_shortcode, name=_name(name), new=_name(new)), b"{{")


def renaming_parameter(where: str, new: str) -> EditBody:
    """The operation of ``--rename-parameter CODE.PARAMETER=NEW``."""
    name, parameter = _split(where)
    return EditBody(partial(rename_parameters, name=name, names={parameter: _parameter(new)}), b"{{")


def dropping_parameter(where: str) -> EditBody:
    """The operation of ``--drop-parameter CODE.PARAMETER``."""
    name, parameter = _split(where)
    return EditBody(partial(drop_parameter, name=name, parameter=parameter), b"{{")


def setting_parameter(where: str, value: str) -> EditBody:
    """The operation of ``--set-parameter CODE.PARAMETER=VALUE``."""
    name, parameter = _split(where)
    return EditBody(partial(set_parameter, name=name, parameter=parameter, value=value), b"{{")


def by_rule(name: str) -> EditBody:
    """The operation of ``--body-rule NAME``. Wrong usage for a rule that is none."""
    if name not in body_rules():
        raise click.UsageError(f"--body-rule: {name!r} is no rule.{meant(name, body_rules())}")
    return EditBody(partial(done_by_rule, rule=name))


def _split(where: str) -> tuple[str, Parameter]:
    name, point, parameter = where.partition(".")
    if not point or not parameter:
        raise click.UsageError(f"a parameter is named as SHORTCODE.PARAMETER, such as figure.title, not {where!r}")
    return _name(name), _parameter(parameter)


def _parameter(text: str) -> Parameter:
    return int(text) if text.isascii() and text.isdecimal() else text


def _name(text: str) -> str:
    if not is_name_of_shortcode(text):
        raise click.UsageError(f"{text!r} is no name of a shortcode")
    return text
