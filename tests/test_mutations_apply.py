"""Every broken rule is one that there is, and has tests that could notice."""

import pytest

from tests.mutation import MUTATIONS
from tests.mutations.mutation import ROOT, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_a_broken_rule_is_in_its_module_and_has_tests(mutation: Mutation) -> None:
    text = (ROOT / mutation.path).read_text("utf-8")
    broken = mutation.broken(text)
    assert text.count(mutation.old) == 1 and broken != text
    assert broken is not None and compile(broken, mutation.module, "exec")
    for test in mutation.tests.split():
        path, _, name = test.partition("::")
        assert (ROOT / path).exists()
        assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8")


def test_no_rule_is_broken_twice_in_one_way() -> None:
    assert len(set(MUTATIONS)) == len(MUTATIONS)
