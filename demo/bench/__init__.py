"""Measuring the product against its bars (`bin/bench`): figures, the bar, and what was lost.

Each measurement is a function `(Bench) -> list[Measure]`; suite.py lists them. They work on a
database of their own that is made and dropped, and never touch the user's.
"""
