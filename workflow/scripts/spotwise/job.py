"""What every script does first."""

import os
import sys
import traceback

from spotwise.faults import InputFault

BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def begin(log: str) -> None:
    """Send warnings and errors to the rule's log and keep BLAS at one thread; call it before numpy is imported.

    The last bits of a decomposition change with the number of threads, and bytes must not. A fault of the input is
    shown to the user as its message alone, without a traceback.
    """
    os.environ.update(dict.fromkeys(BLAS, "1"))
    terminal, sys.stderr = sys.stderr, open(log, "w", buffering=1, encoding="utf-8")  # noqa: SIM115 - until the job ends

    def on_error(kind: type, error: BaseException, trace) -> None:
        """Show a fault of the input as its message; anything else with its traceback in the log."""
        if issubclass(kind, InputFault):
            print(error, file=terminal)
            print(error, file=sys.stderr)
        else:
            traceback.print_exception(kind, error, trace, file=sys.stderr)
            print(f"{kind.__name__}: {error} (see {log})", file=terminal)

    sys.excepthook = on_error
