"""The run that a class looks at once the answer is out."""
