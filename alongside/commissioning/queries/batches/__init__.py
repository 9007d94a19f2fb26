"""What pages show of batches: whom one may send, what the agency sees, what came back, how a batch stands."""
