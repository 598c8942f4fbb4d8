"""Names of Streamlit's that are not public, each in a file of its own. No other module uses one."""
