"""Measured figures. `python -m benchmarks` lists them; docs/performance.md keeps what was measured, where and when."""
