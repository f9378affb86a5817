"""The sentences of `lictool diff`, English and Japanese."""

from __future__ import annotations

SENTENCES = {
    "new": {"en": "new", "ja": "新規"},
    "changed": {"en": "changed", "ja": "変化"},
    "fixed": {"en": "fixed", "ja": "解消"},
    "accepted": {"en": "accepted", "ja": "許容済み"},
    "unjudged": {"en": "no longer judged", "ja": "判定不能"},
    "title": {"en": "{base} → {head}", "ja": "{base} → {head}"},
    "summary": {
        "en": "{verdict}: {new} new, {changed} changed, {fixed} fixed, {accepted} accepted, {unchanged} unchanged",
        "ja": "{verdict}: 新規 {new}、変化 {changed}、解消 {fixed}、許容済み {accepted}、変化なし {unchanged}",
    },
    "summary-unjudged": {
        "en": "; {count} in deployments that cannot be judged any more",
        "ja": "。判定できなくなったデプロイメントの指摘 {count}件",
    },
    "summary-amendments": {
        "en": "; changes of project file, policies, waivers and baseline: {count}, of which {loosened} may loosen",
        "ja": "。プロジェクト設定、ポリシー、免除、ベースラインの変更 {count}件（うち緩和の可能性 {loosened}件）",
    },
    "heading-new": {"en": "New findings", "ja": "新規の指摘"},
    "heading-changed": {"en": "Changed findings", "ja": "内容が変わった指摘"},
    "heading-unjudged": {"en": "Not judged any more", "ja": "判定できなくなった指摘"},
    "heading-fixed": {"en": "Fixed findings", "ja": "解消した指摘"},
    "heading-accepted": {"en": "Accepted by a waiver or baseline now", "ja": "免除またはベースラインで許容された指摘"},
    "heading-amendments": {"en": "What decides how is judged", "ja": "判定方法の変更"},
    "column-severity": {"en": "severity", "ja": "重大度"},
    "column-place": {"en": "place", "ja": "箇所"},
    "column-finding": {"en": "finding", "ja": "指摘"},
    "column-rule": {"en": "rule", "ja": "ルール"},
    "loosens": {"en": " (may loosen)", "ja": "（緩和の可能性）"},
    "cut": {
        "en": "The rest was cut; run `lictool diff` to see all.",
        "ja": "以降は省略しました。全体は `lictool diff` で確認できます。",
    },
    "project-added": {"en": "project file: `{name}` is set", "ja": "プロジェクト設定: `{name}` を追加"},
    "project-removed": {"en": "project file: `{name}` is not set any more", "ja": "プロジェクト設定: `{name}` を削除"},
    "project-changed": {"en": "project file: `{name}` changed", "ja": "プロジェクト設定: `{name}` を変更"},
    "policy-added": {"en": "policy: `{name}` is new", "ja": "ポリシー: `{name}` を追加"},
    "policy-removed": {"en": "policy: `{name}` is gone", "ja": "ポリシー: `{name}` を削除"},
    "policy-changed": {"en": "policy: `{name}` judges otherwise", "ja": "ポリシー: `{name}` の判定内容を変更"},
    "waiver-added": {"en": "waiver: `{name}` is new", "ja": "免除: `{name}` を追加"},
    "waiver-removed": {"en": "waiver: `{name}` is gone", "ja": "免除: `{name}` を削除"},
    "waiver-changed": {"en": "waiver: `{name}` changed", "ja": "免除: `{name}` を変更"},
    "baseline-added": {"en": "baseline: `{name}` is new", "ja": "ベースライン: `{name}` を追加"},
    "baseline-removed": {"en": "baseline: `{name}` is gone", "ja": "ベースライン: `{name}` を削除"},
    "baseline-changed": {"en": "baseline: `{name}` changed", "ja": "ベースライン: `{name}` を変更"},
}
"""Sentences by key and language; `{name}` marks what is filled in."""
