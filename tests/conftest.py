"""What all tests share: the real data, where it is, and the switch for slow tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--slow"):
        skip = pytest.mark.skip(reason="slow; run with --slow")
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def root():
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reference():
    """Outputs of R, with the scripts that made them."""
    return ROOT / "tests" / "reference"


@pytest.fixture(scope="session")
def data():
    """The folder of real data that SPOTWISE_DATA names; without it the test is skipped, or fails where none may be."""
    folder = os.environ.get("SPOTWISE_DATA", "")
    if not Path(folder or "nowhere").is_dir():
        missing = f"SPOTWISE_DATA names no folder of real data ({folder!r})"
        if os.environ.get("SPOTWISE_NO_SKIP"):
            pytest.fail(missing)
        pytest.skip(missing)
    return Path(folder)
