"""Faults of the earlier run that this one is to be held against."""

from os.path import exists, isdir, isfile, join, realpath

import yaml

from spotwise.delimited import read_text
from spotwise.faults import Fault, InputFault, quoted

KEY = "configuration, previous"


def previous_faults(previous: str | None, outdir: str | None) -> list[Fault]:
    """What keeps the results in the folder `previous` from being compared with those that go to `outdir`."""
    if previous is None:
        return []
    if outdir is not None and realpath(previous) == realpath(outdir):
        found = f"{quoted(previous)} is the outdir of this run, which would overwrite it"
        return [Fault(KEY, found, "give this run another outdir")]
    if not isdir(previous):
        found = f"{quoted(previous)} is a file" if exists(previous) else f"there is no folder {quoted(previous)}"
        return [Fault(KEY, found, "name the folder of an earlier run's results; the path starts where you run")]
    config = join(previous, "study/config.yaml")
    if not isfile(config):
        found = f"{quoted(previous)} holds no study/config.yaml"
        return [Fault(KEY, found, "name the folder of results of a run that has finished")]
    try:
        held = yaml.safe_load(read_text(config))
    except (InputFault, yaml.YAMLError):
        held = None
    if not isinstance(held, dict):
        return [Fault(config, "this is no configuration of a run", "name the results of another run")]
    return []
