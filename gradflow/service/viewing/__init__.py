"""Those who watch: how many there are, and each one's place in what is shown."""
