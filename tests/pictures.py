"""The pictures of docs/review.md: the review page of the small site of the fixtures, light and dark.

``python -m tests.pictures`` takes them, with Playwright and Chromium.
"""

from __future__ import annotations

import os
import pathlib
import shutil
import tempfile

from hugoconv import Site
from tests.diagrams import PICTURES, ROOT

SITE = ROOT / "fixtures/sites/small"
SCHEMES = ("light", "dark")


def report() -> str:
    """The review page: talks become posts."""
    site = Site(SITE)
    plan = site.plan(site.converting(to="post", move=True), pages="content/talk")
    return plan.to_html(title="Talks to posts", command="hugoconv convert content/talk --to post --move")


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("HUGOCONV_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        file = pathlib.Path(folder, "report.html")
        file.write_text(report(), "utf-8")
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for scheme in SCHEMES:
            page = browser.new_page(viewport={"width": 1200, "height": 680}, color_scheme=scheme)
            page.goto(file.as_uri())
            page.locator("#list .row").nth(1).click()
            page.screenshot(path=PICTURES / f"review-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
