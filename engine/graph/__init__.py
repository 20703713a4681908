"""Procedures as graphs: order, cycles, what rests on a step, and pictures of it all."""
