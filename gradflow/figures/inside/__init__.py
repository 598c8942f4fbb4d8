"""Pictures of what is inside of layers at one step: seen only when someone looks."""
