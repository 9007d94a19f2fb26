"""Pathways: the language of definitions, the engine that moves journeys along them, clocks and promises."""
