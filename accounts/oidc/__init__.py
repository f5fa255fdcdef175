"""Signing in with OpenID Connect (ThaiD, a ministry): for linked accounts, never to sign up."""
