"""What a page shows of a lesson, wherever that page is: in the app, or in a file of its own."""
