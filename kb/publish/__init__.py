"""The site: figures, page bodies and what MkDocs needs to publish them."""
