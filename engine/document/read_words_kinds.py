"""The words for kinds of files, of damage and of limits that the sentences of `read_words.py` are made with."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text

SAVE_AS_DOCX = Text("用 Word 或 WPS 打开后另存为 .docx 再试", "open it in Word or WPS and save it as .docx")
SAVE_AS_XLSX = Text("用 Excel 或 WPS 打开后另存为 .xlsx 再试", "open it in Excel or WPS and save it as .xlsx")
_PICTURE_HINT = Text(
    "换成有文字的版本,或先做文字识别", "give the version with text, or have the text recognised first"
)
_EXPORT = Text(
    "用阅读软件导出为 PDF,或找原来的 .docx",
    "export it as PDF in its reader, or look for the .docx it was made from",
)

KINDS: Mapping[str, tuple[Text, Text | None]] = {
    "doc": (
        Text(
            "旧版 Word 或 WPS 文件(.doc、.wps),不读",
            "an old Word or WPS file (.doc, .wps), which is not read",
        ),
        SAVE_AS_DOCX,
    ),
    "xls": (Text("这是表格文件,不是文书", "this is a workbook, no document"), None),
    "old workbook": (
        Text(
            "旧版 Excel 或 WPS 表格(.xls、.et),不读",
            "an old Excel or WPS workbook (.xls, .et), which is not read",
        ),
        SAVE_AS_XLSX,
    ),
    "xlsb": (
        Text("二进制的 Excel 文件(.xlsb),不读", "a binary Excel workbook (.xlsb), which is not read"),
        SAVE_AS_XLSX,
    ),
    "ods": (
        Text("OpenDocument 表格(.ods),不读", "an OpenDocument workbook (.ods), which is not read"),
        SAVE_AS_XLSX,
    ),
    "word": (Text("这是 Word 文件,不是表格", "this is a Word file, no workbook"), None),
    "no workbook": (
        Text("这不是 Excel 文件(.xlsx、.xlsm)", "this is no Excel workbook (.xlsx, .xlsm)"),
        SAVE_AS_XLSX,
    ),
    "slides": (Text("这是演示文稿,不是文书", "this is a presentation, no document"), None),
    "rtf": (Text("RTF 文件,不读", "an RTF file, which is not read"), SAVE_AS_DOCX),
    "odt": (
        Text("OpenDocument 文件(.odt),不读", "an OpenDocument file (.odt), which is not read"),
        SAVE_AS_DOCX,
    ),
    "ofd": (Text("OFD 版式文件,不读", "an OFD file, which is not read"), _EXPORT),
    "mht": (
        Text("单个文件的网页(.mht),不读", "a web page in a single file (.mht), which is not read"),
        SAVE_AS_DOCX,
    ),
    "xml": (Text("XML 文件,不读", "an XML file, which is not read"), SAVE_AS_DOCX),
    "picture": (
        Text(
            "这是图片,没有文字:不做文字识别",
            "this is a picture without text; text in pictures is not recognised",
        ),
        _PICTURE_HINT,
    ),
    "zip": (
        Text("这是压缩包,不是 Word 文件", "this is an archive, no Word file"),
        Text("解开后给里面的文件", "unpack it and give the files inside"),
    ),
    "binary": (Text("这不是文本文件", "this is no text file"), SAVE_AS_DOCX),
    "unknown": (
        Text("认不出这是什么文件", "it is not known what kind of file this is"),
        Text(
            "读得了的是 .docx、.pdf、.html、.md 和 .txt",
            "what can be read is .docx, .pdf, .html, .md and .txt",
        ),
    ),
}

DAMAGES: Mapping[str, Text] = {
    "docx": Text("Word 文件已损坏", "the Word file is damaged"),
    "xlsx": Text("Excel 文件已损坏", "the Excel workbook is damaged"),
    "pdf": Text("PDF 文件已损坏", "the PDF file is damaged"),
    "html": Text("网页文件已损坏", "the web page is damaged"),
    "md": Text("Markdown 文件已损坏", "the Markdown file is damaged"),
    "txt": Text("文本文件已损坏", "the text file is damaged"),
}

SAVE_A_COPY: Mapping[str, Text] = {
    "docx": Text(
        "用 Word 或 WPS 打开,能打开就另存一份再试",
        "open it in Word or WPS; if that works, save a copy and try again",
    ),
    "xlsx": Text(
        "用 Excel 或 WPS 打开,能打开就另存一份再试",
        "open it in Excel or WPS; if that works, save a copy and try again",
    ),
    "pdf": Text(
        "用 PDF 阅读软件打开,能打开就另存一份再试;打不开的,找原来的 .docx",
        "open it in a PDF reader; if that works, save a copy and try again, else look for the .docx it was made from",
    ),
    "html": Text(
        "用浏览器打开,能打开就另存一份再试",
        "open it in a browser; if that works, save a copy and try again",
    ),
    **dict.fromkeys(
        ("md", "txt"),
        Text(
            "用文本编辑器打开,能打开就另存一份再试",
            "open it in a text editor; if that works, save a copy and try again",
        ),
    ),
}
"""What may help where a file of the kind is damaged."""

LIMITS: Mapping[str, tuple[str, str]] = {
    "unpacked": ("解开后的大小超过 {} 上限", "unpacked it is over the limit of {}"),
    "part": ("其中一部分解开后的大小超过 {} 上限", "one part of it, unpacked, is over the limit of {}"),
    "parts": ("压缩包里的文件超过 {} 个上限", "the archive holds more files than the limit of {}"),
    "ratio": ("压缩比超过 {} 倍上限", "it is packed tighter than the limit of {} to 1"),
    "depth": ("嵌套超过 {} 层上限", "it is nested deeper than the limit of {}"),
    "elements": ("标记超过 {} 个上限", "it holds more markup than the limit of {} elements"),
    "pages": ("页数超过 {} 页上限", "it holds more pages than the limit of {}"),
    "paragraphs": ("段落超过 {} 段上限", "it holds more paragraphs than the limit of {}"),
    "chars": ("文字超过 {} 字上限", "its text is over the limit of {} characters"),
    "sheets": ("工作表超过 {} 个上限", "it holds more sheets than the limit of {}"),
    "cells": ("有内容的格子超过 {} 个上限", "it holds more cells than the limit of {}"),
    "remarks": ("要说明的事项超过 {} 条上限", "there is more to say of it than the limit of {} remarks"),
    "answer": ("读出的内容超过 {} 上限", "what was read of it is over the limit of {}"),
}

SCRIPTS: Mapping[str, Text] = {
    "macros": Text("文件里有宏,没有执行", "the file holds macros, which were not run"),
    "actions": Text("PDF 里有脚本或动作,没有执行", "the PDF holds scripts or actions, which were not run"),
    "scripts": Text("网页里有脚本,没有执行", "the web page holds scripts, which were not run"),
}
