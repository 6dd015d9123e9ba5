"""*Edit tags*: what the running preview answers under `/-/`, and adds to the pages of papers that it shows."""
