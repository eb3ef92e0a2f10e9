"""The result of a case: what it comes to, what people said to it, its pictures and downloads, and what it cites.

``looking`` opens a case in the view that was asked for, ``arranging`` puts its screening in the order of the page; each
other module is one kind of page. What a case comes to is settled in ``engine``, how it reads in ``reports``.
"""
