"""Damaged copies of the sample documents, read one by one: nothing may crash, hang or leave a traceback.

`python -m fuzz --inputs 20000` prints what became of them. Each input follows from the seed and its
number alone, so `--only NUMBER` makes it again.
"""
