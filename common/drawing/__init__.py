"""Drawings made on the server as SVG: the same on screen, in print and in PDF.

Pure functions from plain values to a string of SVG. No text inside (Thai labels and numbers stay in
HTML), no style attributes and no classes that matter (colours are presentation attributes, which a
strict Content-Security-Policy and WeasyPrint both honour). A drawing beside its number is hidden
from screen readers; one that stands alone takes a `label`.
"""
