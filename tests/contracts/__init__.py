"""What programs elsewhere rely on, on the real maps and figures."""
