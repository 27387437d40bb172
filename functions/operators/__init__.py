"""The operators' side (PP): what was hired, drafted, decided and refused in their tenant, and why."""
