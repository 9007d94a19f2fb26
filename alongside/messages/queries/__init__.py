"""What is read about messages: who gets one, what the gate is told, lists and single letters."""
