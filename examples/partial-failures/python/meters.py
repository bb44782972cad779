"""Readings of electricity meters and the customers they belong to."""

from datetime import date
from typing import Any

CUSTOMERS = {"m-1": "anna", "m-2": "anna", "m-7": "bela", "m-9": "chris"}


class UnknownMeter(Exception):
    """No customer has this meter."""


def read(line: str) -> dict[str, Any]:
    """One line of an export, `day;meter;number` with a decimal comma, as a reading."""
    day, meter, used = line.split(";")
    return {
        "day": date.fromisoformat(day).isoformat(),
        "meter": meter,
        "kilowatt_hours": float(used.replace(",", ".")),
    }


def customer(meter: str) -> str:
    """The customer whose meter it is."""
    if meter not in CUSTOMERS:
        raise UnknownMeter(f"nobody has the meter {meter}")
    return CUSTOMERS[meter]
