"""Snakemake, which asks Slurm every other second: the plugin waits ten seconds more each time, to spare real ones."""

from snakemake.cli import main
from snakemake_executor_plugin_slurm import Executor

Executor.next_seconds_between_status_checks = property(lambda self: 2, lambda self, value: None)

if __name__ == "__main__":
    main()
