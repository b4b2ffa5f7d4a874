"""What is owed gets sent: planned, written as letters, delivered once, and kept until it is."""
