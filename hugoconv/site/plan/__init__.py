"""What is to become of every page of a site, before anything is written."""
