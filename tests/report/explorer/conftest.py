"""The made study that the explorer's tests look at."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def explored():
    """The module of made studies; the tests have no package to import it from."""
    spec = importlib.util.spec_from_file_location("explorer_study", Path(__file__).parent / "study.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
