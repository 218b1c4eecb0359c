"""What is to become of every page of a site, before anything is written.

Read on in ``file_plan`` and ``plan``; docs/decisions/013-a-plan-holds-edits.md says what a plan holds and why.
"""
