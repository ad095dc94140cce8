"""What is kept: originals, batches, builds, their history and the way back; what people said and answered."""
