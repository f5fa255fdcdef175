"""Signing in: passwords, second factors, sessions, and the events that tell of them."""
