"""The page of fair twins: a few runs side by side, and what parts them."""
