"""Runs a command on a pseudo terminal: terminal.py TYPE-AT TYPED COMMAND… types TYPED once TYPE-AT has appeared, prints all that was shown, and exits alike."""

import os
import pty
import sys


def main() -> None:
    at, typed, *command = sys.argv[1:]
    pid, terminal = pty.fork()
    if pid == 0:
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
