"""Pages of one's own account, of second factors, and of sign-in events."""
