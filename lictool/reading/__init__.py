"""From bytes to plain data with places: the YAML and the JSON reader."""
