"""Everything Thai in one place: fiscal years, dates, digits, money, text and order.

Plain Python: nothing here knows of Django, so the scoring engine's command line, imports, reports
and tests can all use it. What speaks to a person takes a language, "th" or "en".
"""
