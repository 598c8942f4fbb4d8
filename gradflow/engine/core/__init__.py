"""What training needs whatever the network is; it knows no kind of network (`gradflow.engine.core.architecture`)."""
