"""What is ours in a marked copy: by these a mended one is known when it comes back. `etl.keeping.marked` makes it."""

LISTING = "请更正（改好后原样报送）"
"""Name of the first sheet; a sheet of this name is never read as data."""

OURS = "〔核对〕"
"""Begins what we write into a cell's comment; what stands before it is the sender's own."""
