"""The final attestation: committee, results, protocol."""
