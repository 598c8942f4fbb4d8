"""What stands on a page: the only package that imports Streamlit."""
