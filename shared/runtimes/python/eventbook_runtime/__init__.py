"""The part of a langpack that is not generated: what checks, queues and sends."""
