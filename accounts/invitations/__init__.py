"""Invitations by e-mail: asked by an office, sent as a letter, accepted by the person invited."""
