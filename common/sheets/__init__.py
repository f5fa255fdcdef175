"""Uploaded workbooks: guard (may it be opened), book (its cells), words (what is said of them).

Nothing here knows what a table is about; each app reads its own columns.
"""
