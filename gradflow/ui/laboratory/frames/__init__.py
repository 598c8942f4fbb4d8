"""What moves in a laboratory, as values: nothing here knows Streamlit."""
