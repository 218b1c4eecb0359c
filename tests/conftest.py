"""Profiles of Hypothesis: dev is quick, ci fixed, deep for a night."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("dev", max_examples=40, deadline=None, suppress_health_check=QUIET)
settings.register_profile(
    "ci", max_examples=150, deadline=None, derandomize=True, suppress_health_check=QUIET, print_blob=True
)
settings.register_profile("deep", max_examples=5000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))
