"""Exchange rates of the shop, fixed so that the example gives the same receipt every day."""

RATES = {"Eur": 1.0, "Usd": 0.92, "Gbp": 1.17}


def lookup(currency: str) -> float:
    """Euros for one unit of the currency."""
    return RATES[currency]
