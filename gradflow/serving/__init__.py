"""What stands between strangers and the app: bounds on what they may send and hold, and what every answer carries.

Plain ASGI and asyncio; who serves what is handed in (`gradflow.ui.front`).
"""
