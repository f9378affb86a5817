"""The sentences about the licence position, English and Japanese."""

from __future__ import annotations

from lictool.phrases import sayer

SENTENCES = {
    "heading": {"en": "Licence position on {date}", "ja": "{date}時点のライセンス保有状況"},
    "deployment": {"en": "deployment", "ja": "デプロイメント"},
    "tier": {"en": "tier", "ja": "階層"},
    "headend": {"en": "headend", "ja": "ヘッドエンド"},
    "unit": {"en": "counted in", "ja": "単位"},
    "entitled": {"en": "entitled", "ja": "保有"},
    "needed": {"en": "needed", "ja": "必要"},
    "headroom": {"en": "headroom", "ja": "余裕"},
    "expiry": {"en": "next expiry", "ja": "次の期限"},
    "users": {"en": "users", "ja": "ユーザー"},
    "connections": {"en": "connections", "ja": "接続"},
    "expiring": {"en": "{date} ({count})", "ja": "{date}（{count}）"},
    "open": {"en": "Facts that would settle what is open:", "ja": "確定に必要な事実:"},
    "open-line": {"en": "{row}: {paths}", "ja": "{row}: {paths}"},
    "several-customers": {
        "en": "{row}: several customers hold the licences; what the sum leaves over proves nothing",
        "ja": "{row}: ライセンスを保有する顧客が複数のため、合計に余裕があっても足りているとはいえません",
    },
    "nothing": {
        "en": "no deployment holds or needs licences",
        "ja": "ライセンスを保有または必要とするデプロイメントはありません",
    },
    "partial": {
        "en": "documents that cannot be judged: {count}; `lictool check` says why",
        "ja": "判定できないドキュメント: {count}件。理由は `lictool check` で確認できます",
    },
    "change": {
        "en": "position of {row}: entitled {entitled}, needed {needed}, headroom {headroom}, next expiry {expiry}",
        "ja": "{row} の保有状況: 保有 {entitled}、必要 {needed}、余裕 {headroom}、次の期限 {expiry}",
    },
    "title": {"en": "Licence position", "ja": "ライセンス保有状況"},
    "changes": {"en": "Changes of the licence position", "ja": "ライセンス保有状況の変化"},
}
"""Sentences by key and language; `{name}` marks what is filled in."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""
