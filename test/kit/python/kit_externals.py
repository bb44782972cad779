"""Python functions that generated programs call; `externals.ts` says the same for the reference evaluator."""


class TooLoud(Exception):
    """An exception of the program's own."""


def odd(value: int) -> int:
    """Twice the value plus one; raises for every fifth."""
    if value % 5 == 3:
        raise ValueError(f"no odd number for {value}")
    return 2 * value + 1


def shout(value: str) -> str:
    """The text, louder; raises where it is loud already."""
    if "!" in value or len(value) > 12:
        raise TooLoud(value)
    return value + "!"
