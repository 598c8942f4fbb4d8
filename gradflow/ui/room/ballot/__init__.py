"""The ballot: a learner's side of a large room as plain HTML, without a script, a websocket or a seat."""
