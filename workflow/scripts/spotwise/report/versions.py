"""The software that ran."""

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("snakemake", "numpy", "scipy", "pandas", "gseapy", "matplotlib", "jinja2")


def versions() -> dict[str, str]:
    """Name to version of Python and of the packages that the results depend on."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # under --sdm conda a job's environment need not hold Snakemake
        return "not in this job's environment"
