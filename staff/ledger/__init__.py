"""The ledger of training: what people were trained in, claims, mobility abroad."""
