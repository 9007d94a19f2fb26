"""Pure decisions of the pathways room: days, clocks, the fold of a journey's history, what may be done next."""
