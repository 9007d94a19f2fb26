"""The rules of the pathways room, tried with what nobody thought of."""
