"""The steps by which a database comes to have the tables of ``tables``: one module in ``versions`` for each step."""
