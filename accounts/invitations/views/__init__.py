"""Pages of invitations: for the office that invites, and for the person invited."""
