"""A document as a case: its articles, sentences and citations are records that rules may speak of."""

from guiju.engine.textcase.setting import Setting as Setting
from guiju.engine.textcase.text_case import TextCase as TextCase
from guiju.engine.textcase.text_case import records_of_paragraphs as records_of_paragraphs
from guiju.engine.textcase.text_case import text_case as text_case
