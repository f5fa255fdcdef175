"""Verbs on reminders: tell each once, in one letter a day; stop and take up kinds of them."""
