"""The scripts that stand in Streamlit's page are known, so that its policy need not allow all."""

import re
from pathlib import Path

import streamlit

from gradflow.ui.streamlit_internals.page_shell import inline_scripts


def test_each_script_without_a_file_has_its_hash():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    without = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    hashes = inline_scripts()
    assert len(hashes) == len(without) and all(re.fullmatch(r"sha256-[\w+/]{43}=", each) for each in hashes)


def test_no_element_of_the_page_carries_a_script():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"\son\w+=|javascript:", page)
