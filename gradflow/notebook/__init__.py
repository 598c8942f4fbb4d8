"""What a notebook shows: the app's figures, from the same messages, drawn by the same scripts, without a server."""
