"""Working on plans: versions, the tree's editor, labels, comparison, Excel out and in."""
