"""Papers: certificates, orders, protocols and registers as PDF and DOCX. Knows dataclasses, no models."""
