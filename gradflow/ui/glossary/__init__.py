"""The glossary: what the words of the app mean."""
