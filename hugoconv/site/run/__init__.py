"""Carrying a plan out, with a journal, and taking it back."""
