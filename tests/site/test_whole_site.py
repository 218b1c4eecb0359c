"""A site goes there and back, in small; ``python -m tests.full --only sites`` does it with ten thousand pages."""

from tests.invariants.sites import run, sample


def test_a_site_goes_there_and_back_with_hugo_as_a_witness() -> None:
    report = run(sample())
    assert not report.failures, "\n".join(report.failures[:20])
    assert report.counts["moved"] > report.counts["pages"] * 0.9
    assert report.counts["files and folders as they were"] > report.counts["pages"]
