"""The register of agencies, posts and tenures: its screens, what they show, and the handover."""
