"""The administration of accounts: who has one, what it may do, and its end."""
