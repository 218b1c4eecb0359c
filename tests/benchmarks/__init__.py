"""Speed and memory side by side with the peers, in one run, as ratios. Never part of the tests."""
