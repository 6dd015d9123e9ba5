"""What is new, told once: a message to send, and a page for each listing."""
