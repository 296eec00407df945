"""The ``pcicheck`` command: errors become one clear sentence and an exit code here, and nowhere else."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback

from pcicheck import __version__
from pcicheck.errors import INCOMPLETE, INTERRUPTED, OK, PcicheckError
from pcicheck.reports.printable import printable


def main() -> None:
    """Run the command line and exit."""
    gc.disable()  # one short run that frees everything at its end; collecting costs a third of the time
    if sys.argv[1:2] == ["scan"]:
        from pcicheck.rulebook import preload

        preload.start()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # taking a large inventory apart object by object would cost a tenth of the run


def run(arguments: list[str]) -> int:
    """Run the command line with ``arguments`` and return the exit code."""
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"pcicheck {__version__}\n")
        return OK
    try:
        from pcicheck.cli.app import build

        build(arguments)(args=arguments, prog_name="pcicheck")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else OK
    except PcicheckError as problem:
        for line in str(problem).splitlines():
            sys.stderr.write(f"pcicheck: {printable(line)}\n")
        return problem.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("pcicheck: interrupted; nothing was written\n")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as problem:  # the last resort: an internal error must not look like findings
        return _internal(problem)
    return OK


def _internal(problem: Exception) -> int:
    if os.environ.get("PCICHECK_DEBUG"):
        traceback.print_exc()
    sys.stderr.write(
        f"pcicheck: internal error: {type(problem).__name__}: {printable(str(problem))[:300]}; "
        "please report it, with the output of the same command under PCICHECK_DEBUG=1\n"
    )
    return INCOMPLETE


if __name__ == "__main__":
    main()
