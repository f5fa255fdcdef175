"""Pictures of the running demo for the README: the scorecard, and a page of the book.

python docs/pictures/take.py http://localhost:8000
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PAGE_OF_THE_BOOK = "7"


def main(address: str) -> None:
    sys.path.insert(0, str(ROOT))
    from demo.password import PASSWORD

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = chromium.new_page(viewport={"width": 1200, "height": 820}, locale="th-TH")
        page.goto(f"{address}/sign-in/")
        page.fill("[name=login]", "planner")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.goto(f"{address}/60/2570/scorecard/9/")
        page.screenshot(path=HERE / "scorecard.png")
        book(page, address)
        chromium.close()


def book(page: Page, address: str) -> None:
    """One page of the newest book that is ready, as it would come out of the printer."""
    page.goto(f"{address}/60/reports/")
    links = page.locator("main a[href^='/reports/']")
    newest = links.first.get_attribute("href") if links.count() else None
    got = page.request.get(f"{address}{newest}file/") if newest else None
    if got is None or not got.ok:
        sys.exit("No book is ready yet. Wait for the worker, then run this again.")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as pdf:
        pdf.write(got.body())
        pdf.flush()
        target = str(HERE / "book")
        wanted = ["-f", PAGE_OF_THE_BOOK, "-l", PAGE_OF_THE_BOOK, "-singlefile"]
        subprocess.run(["pdftoppm", "-r", "80", "-png", *wanted, pdf.name, target], check=True)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
