"""Independent checks of real pages: each is a function from one page to a report, fit for a process pool."""
