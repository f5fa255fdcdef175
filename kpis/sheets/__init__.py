"""Spreadsheets of indicators in and out: plain Python over plain values, without Django.

guard (is the file what it says and harmless) → book (cells and merged areas of a sheet) → header
(which column holds what) → rows (what each row says, with faults by cell) → compare (what would
change on the card). `write` is the way out, and what it writes reads back as the same card.
"""
