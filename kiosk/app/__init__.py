"""The application object, the window and its main page: where the window's parts are built and connected."""
