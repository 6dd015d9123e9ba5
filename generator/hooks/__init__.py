"""The MkDocs adapter, alone in its folder: nothing else knows MkDocs."""
