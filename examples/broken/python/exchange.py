"""An exchange that knows few currencies."""

RATES = {"EUR": 1.0, "GBP": 1.17, "NOK": 0.086, "USD": 0.92}


def rate(currency: str) -> float:
    """Euros for one unit of the currency."""
    try:
        return RATES[currency]
    except KeyError:
        raise LookupError(f"no rate for {currency}")
