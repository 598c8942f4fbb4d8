"""The app in a real browser. A package: what drives the browser ends with the last of its tests."""
