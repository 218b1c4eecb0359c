"""What is true of Hugo, whether or not anything is edited: dates, parameters, the cascade, paths and addresses."""
