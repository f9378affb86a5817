"""How a document breaks a schema: one sentence for each kind of violation, in English and Japanese."""

from __future__ import annotations

SCHEMA: dict[str, dict[str, str]] = {
    "unknown-key-near": {
        "en": "unknown key `{key}`; did you mean `{near}`?",
        "ja": "キー `{key}` は定義されていません。`{near}` の誤りではありませんか",
    },
    "unknown-key": {
        "en": "unknown key `{key}`; allowed here: {allowed}",
        "ja": "キー `{key}` は定義されていません。ここで使えるキー: {allowed}",
    },
    "unknown-key-alone": {
        "en": "unknown key `{key}`; no key is allowed here",
        "ja": "キー `{key}` は定義されていません。ここにはキーを書けません",
    },
    "missing-key": {"en": "`{key}` is required in {parent}", "ja": "{parent}には `{key}` が必要です"},
    "missing-key-beside": {
        "en": "`{key}` needs `{needed}` beside it",
        "ja": "`{key}` を書く場合は `{needed}` も必要です",
    },
    "null-key": {
        "en": "`{key}` is null; leave the key out where the fact is not known",
        "ja": "`{key}` がnullです。分からない場合はキーごと省いてください",
    },
    "null-item": {"en": "this item is null; leave it out", "ja": "この項目はnullです。省いてください"},
    "null-root": {"en": "the document is null; expected {wanted}", "ja": "ドキュメントがnullです。{wanted}が必要です"},
    "type": {"en": "expected {wanted}, got {got}", "ja": "{wanted}が必要ですが、{got}があります"},
    "type-write": {
        "en": "expected {wanted}, got {got}; write `{write}`",
        "ja": "{wanted}が必要ですが、{got}があります。`{write}` と書いてください",
    },
    "type-quotes": {
        "en": "expected {wanted}, got {got}; put it in quotes",
        "ja": "{wanted}が必要ですが、{got}があります。引用符で囲んでください",
    },
    "type-no-quotes": {
        "en": "expected {wanted}, got {got}; write it without quotes",
        "ja": "{wanted}が必要ですが、{got}があります。引用符を外してください",
    },
    "number-too-large": {
        "en": "expected {wanted}, got `{value}`; numbers go from -9223372036854775808 to 9223372036854775807",
        "ja": "{wanted}が必要ですが、`{value}` は範囲外です。扱える数値は-9223372036854775808～9223372036854775807です",
    },
    "enum": {
        "en": "expected one of {options}, got {got}",
        "ja": "{options} のいずれかが必要ですが、{got}があります",
    },
    "enum-near": {
        "en": "expected one of {options}, got {got}; did you mean `{near}`?",
        "ja": "{options} のいずれかが必要ですが、{got}があります。`{near}` の誤りではありませんか",
    },
    "const": {"en": "expected {expected}, got {got}", "ja": "{expected}が必要ですが、{got}があります"},
    "no-date": {
        "en": "expected a date such as `2026-09-30`, got {got}",
        "ja": "`2026-09-30` のような日付が必要ですが、{got}があります",
    },
    "no-day": {"en": "{got} is not a day of the calendar", "ja": "{got}は暦にない日付です"},
    "no-moment": {
        "en": "expected a time such as `2026-09-30T10:05:00Z`, got {got}",
        "ja": "`2026-09-30T10:05:00Z` のような日時が必要ですが、{got}があります",
    },
    "no-zone": {
        "en": "{got} has no time zone; add `Z` for UTC or an offset such as `+09:00`",
        "ja": "{got}にタイムゾーンがありません。UTCなら `Z` を、それ以外なら `+09:00` のような時差を付けてください",
    },
    "format": {
        "en": "expected text of the form {format}, got {got}",
        "ja": "{format} 形式の文字列が必要ですが、{got}があります",
    },
    "pattern-words": {"en": "expected {words}, got {got}", "ja": "{words}が必要ですが、{got}があります"},
    "pattern": {
        "en": "expected text that fits the pattern `{pattern}`, got {got}",
        "ja": "パターン `{pattern}` に合う文字列が必要ですが、{got}があります",
    },
    "minimum": {"en": "expected at least {limit}, got {got}", "ja": "{limit}以上が必要ですが、{got}があります"},
    "maximum": {"en": "expected at most {limit}, got {got}", "ja": "{limit}以下が必要ですが、{got}があります"},
    "above": {"en": "expected more than {limit}, got {got}", "ja": "{limit}より大きい値が必要ですが、{got}があります"},
    "below": {"en": "expected less than {limit}, got {got}", "ja": "{limit}より小さい値が必要ですが、{got}があります"},
    "multiple": {
        "en": "expected a multiple of {limit}, got {got}",
        "ja": "{limit}の倍数が必要ですが、{got}があります",
    },
    "empty-text": {
        "en": "the text is empty; leave the key out where the fact is not known",
        "ja": "文字列が空です。分からない場合はキーごと省いてください",
    },
    "short-text": {
        "en": "too few characters: at least {limit}, got {count}",
        "ja": "文字数が足りません（{count}文字）。{limit}文字以上が必要です",
    },
    "long-text": {
        "en": "too many characters: at most {limit}, got {count}",
        "ja": "文字数が多すぎます（{count}文字）。{limit}文字以下にしてください",
    },
    "empty-list": {
        "en": "the list is empty; add an item or leave the key out",
        "ja": "リストが空です。項目を追加するか、キーごと省いてください",
    },
    "few-items": {
        "en": "too few items: at least {limit}, got {count}",
        "ja": "リストの項目が足りません（{count}個）。{limit}個以上が必要です",
    },
    "many-items": {
        "en": "too many items: at most {limit}, got {count}",
        "ja": "リストの項目が多すぎます（{count}個）。{limit}個以下にしてください",
    },
    "item-twice": {
        "en": "the same item stands twice in the list, first at position {first}; keep one",
        "ja": "同じ項目がリストに2回あります（最初は{first}番目）。一方だけにしてください",
    },
    "no-such-item": {"en": "no item of the list is of the kind that is needed", "ja": "必要な項目がリストにありません"},
    "empty-mapping": {
        "en": "no key is given here; add one or leave the whole out",
        "ja": "キーがありません。キーを書くか、全体を省いてください",
    },
    "few-keys": {
        "en": "too few keys: at least {limit}, got {count}",
        "ja": "キーが足りません（{count}個）。{limit}個以上が必要です",
    },
    "many-keys": {
        "en": "too many keys: at most {limit}, got {count}",
        "ja": "キーが多すぎます（{count}個）。{limit}個以下にしてください",
    },
    "exclusive": {
        "en": "{keys} exclude each other; keep one of them",
        "ja": "{keys} は同時に指定できません。どれか1つにしてください",
    },
    "not-allowed": {"en": "this is not allowed here", "ja": "ここでは使えません"},
    "key-not-allowed": {"en": "`{key}` is not allowed here", "ja": "`{key}` はここでは使えません"},
    "words": {"en": "{words}", "ja": "{words}"},
    "broken": {"en": "this breaks the schema's `{keyword}`", "ja": "スキーマの `{keyword}` に反しています"},
    # phrases
    "in-document": {"en": "the document", "ja": "ドキュメント"},
    "in-key": {"en": "`{key}`", "ja": "`{key}` "},
    "in-items": {"en": "each item of `{key}`", "ja": "`{key}` の各項目"},
    "in-item": {"en": "each item of the list", "ja": "リストの各項目"},
    "integer": {"en": "a whole number", "ja": "整数"},
    "number": {"en": "a number", "ja": "数値"},
    "string": {"en": "text", "ja": "文字列"},
    "boolean": {"en": "`true` or `false`", "ja": "`true` か `false` "},
    "array": {"en": "a list", "ja": "リスト"},
    "object": {"en": "a mapping of keys", "ja": "キーと値のマッピング"},
    "null": {"en": "null", "ja": "null"},
    "or": {"en": "{one} or {other}", "ja": "{one}か{other}"},
    "got-text": {"en": "text `{value}`", "ja": "文字列 `{value}` "},
    "got-value": {"en": "`{value}`", "ja": "`{value}` "},
    "got-empty": {"en": "empty text", "ja": "空の文字列"},
    "got-secret": {"en": "something else", "ja": "別の値"},
    "option": {"en": "`{value}`", "ja": "`{value}`"},
    "list": {"en": "{one}, {other}", "ja": "{one}、{other}"},
    "more": {"en": "{count} more", "ja": "ほか{count}個"},
}
