"""Uploaded files: how many are kept of what browsers have sent.

Streamlit keeps all that a session has ever sent until the session ends, whether a page asked for it or not. A page
reads a file when it comes, so the newest are enough.

Stands in for: a bound on the files that are kept. Read in Streamlit 1.67.0: `streamlit.runtime.get_instance`,
`Runtime.uploaded_file_mgr`, `Runtime.is_active_session`, and of `MemoryUploadedFileManager` `file_storage` (files by
id, by session, in the order they came) and `remove_file`.
"""

from typing import Any

from streamlit import runtime

OF_A_SESSION = 4  # two laboratories with a file each, and the ones that are just being replaced
OF_ALL = 64  # MiB


def is_here(session: str) -> bool:
    """Whether it is a session of this process's."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)


def keep_newest(session: str) -> None:
    """Forget the older files of this session, and of all sessions when they are too many together."""
    files: Any = runtime.get_instance().uploaded_file_mgr
    for old in list(files.file_storage.get(session, ()))[:-OF_A_SESSION]:
        files.remove_file(session, old)
    size = {owner: sum(len(file.data) for file in held.values()) for owner, held in list(files.file_storage.items())}
    for owner in [owner for owner in size if owner != session]:
        if sum(size.values()) <= OF_ALL * 2**20:
            break
        files.remove_session_files(owner)
        del size[owner]
