"""The commands of the shell that are more than a few lines, each in a file."""
