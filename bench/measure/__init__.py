"""How fast documents are read and what whole runs cost; `python -m bench.measure` writes docs/benchmarks.md."""
