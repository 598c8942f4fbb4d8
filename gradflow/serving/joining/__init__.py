"""Joining: how a browser comes to be somebody in a room. Plain pages and routes, without a script."""
