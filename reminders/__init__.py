"""Remind: one letter a person and day, each thing in it once, each kind can be stopped."""
