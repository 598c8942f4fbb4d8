"""Names of Streamlit's that are not public, each use in a file of its own. No other module uses one.

Each file says what public behaviour it stands in for and in which version the names were read; a test under
`tests/ui/streamlit_internals` fails when one goes.
"""
