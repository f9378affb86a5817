"""The sentences of `lictool drift`, English and Japanese."""

from __future__ import annotations

SENTENCES = {
    "contradicts": {"en": "contradicts", "ja": "矛盾"},
    "undeclared": {"en": "not declared", "ja": "未記載"},
    "open": {"en": "cannot decide", "ja": "判定不能"},
    "agrees": {"en": "agrees", "ja": "一致"},
    "row": {"en": "{verdict}: {path}", "ja": "{verdict}: {path}"},
    "declared": {"en": "declared: {value} ({place})", "ja": "記載: {value}（{place}）"},
    "undeclared-row": {"en": "{row}; {observed}", "ja": "{row}、{observed}"},
    "observed": {"en": "observed: {value} ({place})", "ja": "観測: {value}（{place}）"},
    "proof": {"en": "what it proves: {text}", "ja": "この観測が示すこと: {text}"},
    "unseen": {
        "en": "no evidence speaks of: {names}",
        "ja": "証跡のないヘッドエンド: {names}",
    },
    "total": {
        "en": "{contradicts} contradict, {undeclared} are not declared, {open} cannot be decided, {agrees} agree",
        "ja": "矛盾 {contradicts}件、未記載 {undeclared}件、判定不能 {open}件、一致 {agrees}件",
    },
    "proof-serial": {
        "en": "the number that licences go by, as `show version` printed it",
        "ja": "`show version` に表示された番号で、ライセンスの登録に使う番号です",
    },
    "proof-chassis": {
        "en": "a number of the hardware; licences do not go by it",
        "ja": "ハードウェアの番号で、ライセンスの登録には使えません",
    },
    "proof-state": {
        "en": "the state of the device, or of what defines it, when it was read",
        "ja": "取得した時点での装置またはその定義の状態です",
    },
    "proof-unlocked": {
        "en": "what is unlocked on the device; of tier, users and end of a licence that was bought it says nothing (Q39)",
        "ja": "装置で有効になっている機能だけを示し、購入したライセンスの階層・ユーザー数・期限は分かりません（Q39）",
    },
    "proof-configured": {
        "en": "that it is configured, not that anybody uses it",
        "ja": "設定されていることを示すだけで、使用しているかどうかは分かりません",
    },
    "proof-not-configured": {
        "en": "the complete configuration does not have it, so that it cannot be used there",
        "ja": "設定全体に含まれていないため、そこでは使用できません",
    },
    "proof-sessions": {
        "en": "the highest number of sessions since the last reload, at least",
        "ja": "前回の再起動以降の最大セッション数で、少なくともこの数に達しています",
    },
    "proof-users": {
        "en": "people who were connected, which are never more than those who may connect; all who may count (Q6)",
        "ja": "接続していたユーザー数で、使用を許可された人数の下限にすぎません。必要なのは許可された全員の数です（Q6）",
    },
    "proof-claimed": {
        "en": "a claim on the device, which is no purchase (Q55)",
        "ja": "装置側での有効化の指定であり、購入したことにはなりません（Q55）",
    },
    "proof-ise": {
        "en": "what ISE has switched on and counts; it proves no purchase, and its tiers are not those of the client",
        "ja": "ISEで有効な階層と消費数を示すだけで、購入の証明にはなりません。ISEの階層はクライアントの階層とは別のものです",
    },
    "proof-device": {
        "en": "that there is such a device; whether it serves the client is to be declared",
        "ja": "装置が存在することを示します。クライアントの接続先かどうかは記載が必要です",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""


def say(key: str, language: str, **values: object) -> str:
    """Give a sentence of SENTENCES in a language, filled in."""
    text = SENTENCES[key][language]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
