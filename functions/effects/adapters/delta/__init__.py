"""Delta Exchange India, REST v2, on plain HTTP: place an order, close a position, look both up, read the market."""
