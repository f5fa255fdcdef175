"""Pages of the administration of accounts."""
