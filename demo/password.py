"""The one password of the demo's accounts: printed at every start, never outside of the demo."""

PASSWORD = "paknampho-2570"  # noqa: S105
