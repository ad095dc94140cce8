"""From the files as received to a published snapshot."""
