"""Spans, edits and lines of a text; no knowledge of any syntax."""
