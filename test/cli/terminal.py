"""Runs a command on a pseudo terminal, prints all that was shown, and exits alike.

terminal.py TYPE-AT TYPED COMMAND… types TYPED once TYPE-AT has appeared; an empty TYPE-AT types nothing. The terminal has as
many columns as the environment variable LK_TEST_COLUMNS says.
"""

import fcntl
import os
import pty
import struct
import sys
import termios


def resize(terminal: int, columns: int) -> None:
    """Gives a terminal a width, and 24 rows."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def main() -> None:
    at, typed, *command = sys.argv[1:]
    columns = os.environ.get("LK_TEST_COLUMNS")
    pid, terminal = pty.fork()
    if pid == 0:
        # Before the command starts, or it may ask for the width too early.
        if columns is not None:
            resize(0, int(columns))
        os.execvp(command[0], command)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so where the other end is closed.
            break
        if not part:
            break
        shown += part
        if at and at.encode() in shown:
            os.write(terminal, typed.encode())
            at = ""
    os.write(1, shown)
    status = os.waitpid(pid, 0)[1]
    sys.exit(os.waitstatus_to_exitcode(status))


main()
