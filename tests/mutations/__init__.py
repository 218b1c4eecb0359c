"""The rules that are broken one at a time, by subject; a new rule goes with the tests that should notice its breach."""
