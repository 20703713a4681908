"""The units of money of the rule language."""

from __future__ import annotations

from decimal import Decimal

YUAN = {"YUAN": Decimal(1), "WAN_YUAN": Decimal(10**4), "YI_YUAN": Decimal(10**8)}
"""{terminal: yuan}."""
