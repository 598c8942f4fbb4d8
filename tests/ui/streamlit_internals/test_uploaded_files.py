"""Of what browsers have sent, the newest is kept."""

import inspect
from types import SimpleNamespace

import pytest
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from gradflow.ui.streamlit_internals import uploaded_files
from gradflow.ui.streamlit_internals.uploaded_files import OF_A_SESSION, OF_ALL, keep_newest


@pytest.fixture
def files(monkeypatch) -> MemoryUploadedFileManager:
    files = MemoryUploadedFileManager("/upload")
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=files))
    return files


def send(files: MemoryUploadedFileManager, session: str, name: str, size: int = 10) -> None:
    files.add_file(session, UploadedFileRec(name, name, "text/csv", b"x" * size))
    keep_newest(session)


def test_a_session_keeps_its_newest(files):
    for number in range(700):
        send(files, "s", str(number))
    assert list(files.file_storage["s"]) == [str(number) for number in range(700 - OF_A_SESSION, 700)]


def test_all_together_keep_no_more_than_is_said(files, monkeypatch):
    monkeypatch.setattr(uploaded_files, "OF_ALL", 4)
    for number in range(20):
        send(files, str(number), "a", 2**20)
    assert list(files.file_storage) == [str(number) for number in range(16, 20)]


def test_a_bound_holds_a_class():
    assert OF_ALL > 40  # a file of the largest size each


def test_streamlit_still_keeps_them_by_the_names_that_are_used():
    assert "uploaded_file_mgr" in dir(runtime.Runtime) and callable(runtime.get_instance)
    assert "session_storage[file.file_id] = file" in inspect.getsource(MemoryUploadedFileManager.add_file)
