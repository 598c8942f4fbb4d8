"""What moves on a page, sent by a websocket of its own: a stream a session, and the pump that asks it for frames."""
