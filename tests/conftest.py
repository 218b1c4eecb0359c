"""Profiles of Hypothesis: the same examples at every run for everybody, random ones for a night."""

import os

from hypothesis import HealthCheck, Phase, settings

from tests.whole import read_whole_if_asked

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FIXED = settings(deadline=None, suppress_health_check=QUIET, derandomize=True, database=None, print_blob=True)
settings.register_profile("dev", FIXED, max_examples=40)
settings.register_profile("ci", FIXED, max_examples=150)
# A rule that is broken has to be noticed, and the smallest example of that is of no use.
settings.register_profile("mutation", FIXED, max_examples=40, phases=[Phase.explicit, Phase.generate])
settings.register_profile("deep", max_examples=5000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))
read_whole_if_asked()
