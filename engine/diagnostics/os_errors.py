"""What the operating system says when a file cannot be read or written, in the words of both languages."""

from __future__ import annotations

import errno

from guiju.engine.diagnostics.text import Text, plain

_REASONS = {
    errno.ENOENT: Text("目录不存在", "there is no such folder"),
    errno.EISDIR: Text("这是目录,请写文件名", "this is a folder; give the name of a file"),
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.ENOTDIR: Text("路径中有一段不是目录", "a part of the path is no folder"),
    errno.EROFS: Text("磁盘只读,不能写入", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name of the file is too long"),
    errno.ELOOP: Text("链接绕成了圈", "the links run in a circle"),
}


def os_reason(error: OSError) -> Text:
    """The reason of an error; of a rare one the system's own words, which may be in either language."""
    return _REASONS.get(error.errno or 0, plain(error.strerror or type(error).__name__))
