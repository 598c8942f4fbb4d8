"""Starts: what a script does before it trains the whole network, a file each."""
