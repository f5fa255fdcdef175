"""Django's admin, for support: to look, not to change. At /support/."""
