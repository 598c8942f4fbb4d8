"""Runs shared by all browser sessions of this process. No streamlit here; `ui` asks for frames.

Server ── holds everything below; built once and passed on
Runs ── one Run an Experiment ── grows a Recording
Playback: one learner's place in a run        Audience: how often there is a frame
RunGroup: several runs at one step, played like one
Bands: the first step over several seeds     Walk: one learner's place in a step's two passes
Grids ── one GridRun a Grid, looked at through Snapshots; outcomes: a grid from end to end
"""
