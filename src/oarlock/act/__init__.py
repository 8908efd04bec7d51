"""What to do now: scoring. Deciding is pure; nothing in here reads a clock or does anything."""
