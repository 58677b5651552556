"""Whether a release may be published, and the report that tells why: Great Expectations is asked here and nowhere else."""
