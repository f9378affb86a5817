"""The sentences of `lictool explain --on`, English and Japanese."""

from __future__ import annotations

from lictool.phrases import sayer

SENTENCES = {
    "heading": {
        "en": "{rule} ({severity}), as of {date}: {title}",
        "ja": "{rule}（{severity}）、基準日 {date}: {title}",
    },
    "violation": {"en": "violation", "ja": "違反"},
    "unknown": {"en": "unknown", "ja": "不明"},
    "pass": {"en": "passes", "ja": "合格"},
    "not-applicable": {"en": "does not apply", "ja": "非該当"},
    "everything": {"en": "all deployments", "ja": "すべてのデプロイメント"},
    "clause-false": {"en": "`{text}` is false", "ja": "`{text}` が偽です"},
    "clause-true": {"en": "`{text}` is true", "ja": "`{text}` が真です"},
    "clause-open": {"en": "`{text}` cannot be decided", "ja": "`{text}` は定まりません"},
    "compared": {"en": ": {left} {sign} {right}", "ja": ": {left} {sign} {right}"},
    "source-when": {"en": " (condition of the rule)", "ja": "（ルールの適用条件）"},
    "source-variable": {"en": " (in `{name}`)", "ja": "（`{name}` の中）"},
    "elements": {"en": ", where {list}", "ja": "、ただし {list}"},
    "element-also": {"en": ", ", "ja": "、"},
    "element": {"en": "{name} is {value}", "ja": "{name} は {value}"},
    "because": {"en": "; {fact}", "ja": "。{fact}"},
    "fact": {"en": "{path} = {value}", "ja": "{path} = {value}"},
    "fact-not-stated": {"en": "{path} is not stated", "ja": "{path} の記載なし"},
    "fact-silent": {"en": "{path}: the source says nothing", "ja": "{path}: 出典に記載なし"},
    "ground": {"en": " ({ground})", "ja": "（{ground}）"},
    "own-choice": {"en": "the project's own choice", "ja": "プロジェクトで定める値"},
    "computed": {"en": "{name} = {value}, from `{text}`", "ja": "{name} = {value}（式 `{text}`）"},
    "computed-sum": {
        "en": "{name} = {terms} = {value}, from `{text}`",
        "ja": "{name} = {terms} = {value}（式 `{text}`）",
    },
    "terms-left": {"en": "… ({count} terms)", "ja": "…（全{count}項）"},
    "items-left": {"en": "{items} and {count} more", "ja": "{items} ほか{count}件"},
    "empty": {"en": "none", "ja": "なし"},
    "open": {"en": "?", "ja": "?"},
    "days": {"en": "{count} days", "ja": "{count}日"},
    "hours": {"en": "{count} hours", "ja": "{count}時間"},
    "more": {"en": "and {count} more lines", "ja": "ほか{count}行"},
    "missing": {"en": "would decide it: {path}", "ja": "判定に必要: {path}"},
    "missing-stated": {
        "en": "would decide it: {path}, which leaves the number open as {value}",
        "ja": "判定に必要: {path}（{value} では人数が定まりません）",
    },
    "missing-silent": {
        "en": "would decide it: an answer of the source on {path}",
        "ja": "判定に必要: {path} についての出典の回答",
    },
    "change": {"en": "would pass: {change}", "ja": "合格になる条件: {change}"},
    "fix": {"en": "fix: {text}", "ja": "対処: {text}"},
    "at-most": {"en": "{subject} at most {value}", "ja": "{subject} が {value} 以下"},
    "at-least": {"en": "{subject} at least {value}", "ja": "{subject} が {value} 以上"},
    "below": {"en": "{subject} below {value}", "ja": "{subject} が {value} 未満"},
    "above": {"en": "{subject} above {value}", "ja": "{subject} が {value} より大きい"},
    "at-most-day": {"en": "{subject} on {value} or earlier", "ja": "{subject} が {value} 以前"},
    "at-least-day": {"en": "{subject} on {value} or later", "ja": "{subject} が {value} 以降"},
    "below-day": {"en": "{subject} before {value}", "ja": "{subject} が {value} より前"},
    "above-day": {"en": "{subject} after {value}", "ja": "{subject} が {value} より後"},
    "equal": {"en": "{subject} = {value}", "ja": "{subject} が {value}"},
    "other": {"en": "{subject} other than {value}", "ja": "{subject} が {value} 以外"},
    "with": {"en": "{value} in {subject}", "ja": "{subject} に {value} がある"},
    "without": {"en": "{subject} without {value}", "ja": "{subject} に {value} がない"},
    "among": {"en": "{subject} one of {value}", "ja": "{subject} が {value} のいずれか"},
    "stated": {"en": "{subject} stated", "ja": "{subject} の記載がある"},
    "absent": {"en": "{subject} left out", "ja": "{subject} の記載がない"},
    "some": {"en": "an item of {subject} with `{value}`", "ja": "{subject} に `{value}` を満たす項目がある"},
    "empty-list": {"en": "{subject} empty", "ja": "{subject} が空"},
    "holds": {"en": "`{subject}` true", "ja": "`{subject}` が真"},
    "fails": {"en": "`{subject}` false", "ja": "`{subject}` が偽"},
    "all-of": {"en": ", and ", "ja": "、かつ "},
    "any-of": {"en": ", or ", "ja": "、または "},
    "summary": {
        "en": "{violations}, {unknowns} unknown, {passes} pass, {idle} not applicable",
        "ja": "違反 {violations}、不明 {unknowns}、合格 {passes}、非該当 {idle}",
    },
    "no-subject": {
        "en": "the rule found nothing to ask about: no manifest keeps `{list}`",
        "ja": "ルールの対象がありません（`{list}` を記載したマニフェストがないため）",
    },
    "nothing-judged": {
        "en": "no document with `apiVersion: lictool/v1` was judged",
        "ja": "`apiVersion: lictool/v1` のドキュメントは1つも判定されませんでした",
    },
    "broken": {
        "en": "{count} not usable; `lictool check` says why",
        "ja": "判定できないドキュメント: {count}件。理由は `lictool check` で確認できます",
    },
    "hidden": {
        "en": "not judged, because a part of it cannot be used: {names}",
        "ja": "一部が使えないため判定していないデプロイメント: {names}",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""
