"""The web application: routes over the rooms below, and the built pages."""
