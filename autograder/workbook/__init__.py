"""The course as data: sections and exercises read from `solutions/`, and everything that is written from them."""
