"""From the schema: dtypes, Arrow schemas, expectation suites, data package resources and the data dictionary.

Nothing here defines a field; everything is read from `pipeline.schema`, so that a field is described once.
"""
