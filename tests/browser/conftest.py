"""Pages opened from disk in Chromium, with the network off; an error on the console fails the test."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def explored():
    """The module of made studies; the tests have no package to import it from."""
    path = HERE.parent / "report/explorer/study.py"
    spec = importlib.util.spec_from_file_location("explorer_study", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; without one the test is skipped, or fails where none may be."""
    found = shutil.which("chromium")
    if not found:
        if os.environ.get("SPOTWISE_NO_SKIP"):
            pytest.fail("there is no chromium on the PATH")
        pytest.skip("there is no chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """A page in a tab of its own, ready to be used; what it complains of or asks the network for fails the test."""
    complaints, contexts = [], []

    def visit(html, ready="html[data-ready]", **options):
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(**options)
        contexts.append(context)
        context.set_offline(True)
        context.route("**/*", lambda route: refuse(route, complaints))
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(path.as_uri())
        if ready:
            tab.wait_for_selector(ready, state="attached")
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert not complaints


def refuse(route, complaints):
    """Let a file through, and nothing else."""
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        complaints.append(f"asked for {route.request.url}")
        route.abort()
