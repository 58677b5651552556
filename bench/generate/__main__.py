"""`python -m bench.generate OUT`."""

from bench.generate.documents import main

raise SystemExit(main())
