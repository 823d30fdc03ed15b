"""The WSGI app around the routes: requests read, responses worded, headers added."""
