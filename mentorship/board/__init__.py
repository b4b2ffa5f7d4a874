"""What coordinators and those who wait read about a matching: sentences, numbers, prices."""
