"""What can be planted, one to a file, each with its constant `PLANT`."""
