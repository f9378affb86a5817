"""What all generated pages share: their addresses, and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lictool.markup import Markup
from lictool.wording_pages import MARK, WORDS

if TYPE_CHECKING:
    from lictool.authored import Authored
    from lictool.policy import Policy


def named(path: str, language: str) -> str:
    """Give the path of a page in a language."""
    return f"{path}.md" if language == "en" else f"{path}.{language}.md"


def home(policy: Policy) -> str:
    """Give the folder of a policy, from the folder of all policies."""
    return f"{policy.data['name']}/"


def place(policy: Policy, authored: Authored) -> str:
    """Give the path of a file from the folder of its policy, without its ending."""
    start = len(policy.authored.document.file) - len("policy.yaml")
    return authored.document.file[start:].rpartition(".")[0]


def words(language: str, **more: object) -> dict[str, object]:
    """Give the values of a template: the words of a language, and more."""
    w = {key.replace("-", "_"): Markup(text[language]) for key, text in WORDS.items()}
    return {"mark": Markup(MARK), "w": w, "other_language": Markup(WORDS["other-language"][language]), **more}


def say(key: str, language: str, **values: str) -> Markup:
    """Give a sentence in a language, filled in."""
    return Markup(WORDS[key][language].format(**values))


def other(language: str) -> str:
    """Give the other language."""
    return "ja" if language == "en" else "en"
