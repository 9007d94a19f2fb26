"""Sums of money: integer pence, dated rates, exact fractions until one rounding at the end. Pure Python, no Django."""
