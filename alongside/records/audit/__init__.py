"""The audit: triggers that write every change, seals that close it, proofs that show it whole."""
