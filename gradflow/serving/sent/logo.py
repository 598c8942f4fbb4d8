"""The name and the icon: bars that shrink from right to left, as the signal does."""

# An icon of Streamlit's would come from the internet.
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#21918c">
<rect x="1" y="13" width="3" height="2"/>
<rect x="6" y="9" width="3" height="6"/>
<rect x="11" y="1" width="3" height="14"/>
</g></svg>"""

NAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 116 26"><g fill="#21918c">
<rect x="0" y="19" width="4" height="3"/><rect x="7" y="13" width="4" height="9"/>
<rect x="14" y="3" width="4" height="19"/>
<text x="26" y="20" font-family="Source Sans, sans-serif" font-size="20" font-weight="600">gradflow</text>
</g></svg>"""
