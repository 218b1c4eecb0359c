"""``python -m hugoconv``."""

from hugoconv.cli.main import main

if __name__ == "__main__":
    main()
