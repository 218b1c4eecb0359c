"""What is wrong with a page, told with a place, and how it is fixed."""
