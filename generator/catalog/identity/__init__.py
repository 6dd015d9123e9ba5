"""Decides which rows are one paper, and gives each paper its key and its address."""
