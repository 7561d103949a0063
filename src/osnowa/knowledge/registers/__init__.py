"""What comes from outside: lists of tools that others keep, and our own library of tool records."""
