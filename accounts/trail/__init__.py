"""The trail: every change of a governed row, who made it, and why. Written by the database."""
