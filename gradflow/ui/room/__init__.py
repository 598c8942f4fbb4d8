"""The page of a room: a learner's side, the projector's, and the teacher's private pane."""
