"""What talk, post and their fields are in every theme version, and the lens between them."""
