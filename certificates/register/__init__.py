"""The register of issued documents, and its checks."""
