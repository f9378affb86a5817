"""The words of the reports in the formats of pipelines, of Markdown and of the web page, English and Japanese."""

from __future__ import annotations

from lictool.phrases import sayer

SENTENCES = {
    "title": {"en": "Licensing report", "ja": "ライセンス準拠レポート"},
    "product": {
        "en": "Cisco Secure Client (AnyConnect)",
        "ja": "Cisco Secure Client（AnyConnect）",
    },
    "pass": {"en": "Pass", "ja": "合格"},
    "fail": {"en": "Fail", "ja": "不合格"},
    "none": {"en": "Nothing judged", "ja": "判定対象なし"},
    "broken": {"en": "Set-up is wrong", "ja": "設定に誤りがあります"},
    "pass-means": {
        "en": "No open finding is at or above the fail level.",
        "ja": "不合格の基準に達する未対応の指摘はありません。",
    },
    "fail-means": {
        "en": "Open findings are at or above the fail level.",
        "ja": "不合格の基準に達する未対応の指摘があります。",
    },
    "none-means": {
        "en": "No manifest was found, so nothing can be said about the licences.",
        "ja": "マニフェストが見つからないため、ライセンスについては何も判定できません。",
    },
    "broken-means": {
        "en": "Nothing is judged until this is put right.",
        "ja": "以下を修正するまで判定は行われません。",
    },
    "as-of": {"en": "As of {date}", "ja": "基準日 {date}"},
    "findings": {"en": "Findings", "ja": "指摘"},
    "errors": {"en": "Errors", "ja": "エラー"},
    "warnings": {"en": "Warnings", "ja": "警告"},
    "infos": {"en": "Info", "ja": "情報"},
    "unknowns": {"en": "Unknown", "ja": "不明"},
    "unknowns-mean": {
        "en": "of these: open, because a fact is missing",
        "ja": "上記のうち、事実の記載がなく判定できないもの",
    },
    "accepted": {"en": "Accepted", "ja": "許容済み"},
    "accepted-mean": {"en": "waived or known before, not counted", "ja": "免除または既知のため件数に含まない"},
    "by-waiver": {
        "en": "waived until {date} by `{name}`: {reason} (owner: {owner}{ticket})",
        "ja": "{date}まで免除（`{name}`）: {reason}（責任者: {owner}{ticket}）",
    },
    "by-ticket": {"en": ", ticket: {ticket}", "ja": "、チケット: {ticket}"},
    "by-baseline": {"en": "known before (baseline `{file}`)", "ja": "既知の指摘（ベースライン `{file}`）"},
    "waivers": {"en": "Waivers", "ja": "免除"},
    "waiver": {"en": "Waiver", "ja": "免除"},
    "until": {"en": "Until", "ja": "期限"},
    "reason": {"en": "Reason", "ja": "理由"},
    "owner": {"en": "Owner", "ja": "責任者"},
    "ticket": {"en": "Ticket", "ja": "チケット"},
    "covers": {"en": "Findings", "ja": "対象の指摘"},
    "violation": {"en": "violation", "ja": "違反"},
    "unknown": {"en": "unknown", "ja": "不明"},
    "deployment": {"en": "Deployment", "ja": "デプロイメント"},
    "deployments": {"en": "Deployments", "ja": "デプロイメント"},
    "no-deployment": {
        "en": "Across deployments, and files as such",
        "ja": "デプロイメント横断およびファイル自体の指摘",
    },
    "no-findings": {"en": "There are no findings.", "ja": "指摘はありません。"},
    "severity": {"en": "Severity", "ja": "重大度"},
    "place": {"en": "Place", "ja": "箇所"},
    "finding": {"en": "Finding", "ja": "指摘"},
    "rule": {"en": "Rule", "ja": "ルール"},
    "source": {"en": "Source", "ja": "出典"},
    "sources": {"en": "Cited sources", "ja": "引用した出典"},
    "fix": {"en": "How to put it right", "ja": "対処"},
    "related": {"en": "See also", "ja": "関連箇所"},
    "facts": {"en": "Facts that the verdict rests on", "ja": "判定の根拠となった事実"},
    "fact": {"en": "Fact", "ja": "事実"},
    "value": {"en": "Value", "ja": "値"},
    "missing": {"en": "Facts to fill in first", "ja": "先に補うべき事実"},
    "missing-means": {
        "en": "Without these, questions stay open; a fact that is left out is never taken for a pass.",
        "ja": "記載がないため判定できない項目です。記載のない事実を合格とみなすことはありません。",
    },
    "open-questions": {"en": "Open questions", "ja": "未判定の件数"},
    "basis": {"en": "What was judged", "ja": "判定の範囲"},
    "judged": {"en": "Documents judged", "ja": "判定したドキュメント"},
    "not-judged": {"en": "Documents that could not be judged", "ja": "判定できなかったドキュメント"},
    "skipped": {"en": "Documents of other kinds, skipped", "ja": "対象外のドキュメント"},
    "deployments-judged": {"en": "Deployments judged", "ja": "判定したデプロイメント"},
    "rules-applied": {"en": "Rules that applied, of all", "ja": "適用されたルール（全ルールのうち）"},
    "outcomes": {"en": "Verdicts: pass, violation, unknown", "ja": "判定結果（合格・違反・不明）"},
    "hidden": {
        "en": "Deployments not judged, because a part of them cannot be used",
        "ja": "一部が使えないため判定していないデプロイメント",
    },
    "absent": {
        "en": "Lists that no manifest keeps, so the rules on them did not apply",
        "ja": "どのマニフェストにも記載がなく、関連ルールが適用されなかったリスト",
    },
    "policies": {"en": "Policies", "ja": "ポリシー"},
    "problems": {"en": "What is wrong with the set-up", "ja": "設定の誤り"},
    "filter": {"en": "Show", "ja": "表示の絞り込み"},
    "search": {"en": "Search", "ja": "検索"},
    "search-hint": {"en": "text, rule, file, FAQ entry", "ja": "本文、ルール、ファイル、FAQ番号"},
    "all": {"en": "All", "ja": "すべて"},
    "reset": {"en": "Show all", "ja": "すべて表示"},
    "shown-of": {"en": "{shown} of {all} findings shown", "ja": "{all}件中{shown}件を表示"},
    "nothing-shown": {"en": "No finding fits the selection.", "ja": "条件に合う指摘はありません。"},
    "print": {"en": "Print", "ja": "印刷"},
    "contents": {"en": "Overview", "ja": "概要"},
    "fingerprint": {"en": "Fingerprint", "ja": "フィンガープリント"},
    "resource": {"en": "Subject", "ja": "対象"},
    "details": {"en": "Facts and sources", "ja": "事実と出典"},
    "open-only": {"en": "open", "ja": "未対応"},
    "more": {
        "en": "{count} more of this severity; the summary and the report have all",
        "ja": "同じ重大度の指摘がほかに{count}件あります。全件はサマリーとレポートで確認できます",
    },
    "cut": {
        "en": "The rest was cut; `lictool check` shows all.",
        "ja": "以降は省略しました。全体は `lictool check` で確認できます。",
    },
    "cut-results": {
        "en": "{count} lighter findings were left out: the receiver takes {most} at most",
        "ja": "受け入れ側の上限（{most}件）を超えるため、重大度の低い指摘{count}件を省略しました",
    },
    "nothing-judged": {"en": "nothing was judged", "ja": "判定対象がありませんでした"},
    "other-rules": {
        "en": "findings of other rules that are not shown: {count}",
        "ja": "指定以外のルールのため表示していない指摘: {count}件",
    },
    "disclaimer": {
        "en": "lictool states the content of the cited sources in its own words and points to them. The sources prevail;"
        " this report is no legal advice.",
        "ja": "lictoolは、引用した出典の内容を独自の表現で示し、出典の箇所を併記しています。出典の記載が優先します。本レポートは法的助言ではありません。",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""


BUILT_IN = {
    "manifest-syntax": {"en": "A manifest cannot be read", "ja": "マニフェストを読み込めない"},
    "manifest-schema": {"en": "A manifest does not fit its schema", "ja": "マニフェストがスキーマに合わない"},
    "manifest-reference": {
        "en": "A manifest names something that is not there",
        "ja": "マニフェストが存在しない項目を参照している",
    },
    "manifest-conflict": {
        "en": "Parts of a deployment contradict each other",
        "ja": "デプロイメントの記載が互いに矛盾している",
    },
    "waiver-expired": {"en": "A waiver is past its last day", "ja": "免除の期限が切れている"},
    "waiver-dangling": {"en": "A waiver names something that is not there", "ja": "免除が存在しない対象を指している"},
    "waiver-not-allowed": {
        "en": "A waiver is for a rule that cannot be waived",
        "ja": "免除できないルールに免除が設定されている",
    },
    "waiver-too-long": {
        "en": "A waiver lasts longer than the project allows",
        "ja": "免除の期間がプロジェクトの上限を超えている",
    },
    "waiver-too-broad": {"en": "A waiver names no resource", "ja": "免除に対象リソースの指定がない"},
    "waiver-duplicate": {"en": "Two waivers are for the same", "ja": "同じ対象の免除が重複している"},
    "waiver-unused": {"en": "A waiver covers no finding", "ja": "どの指摘にも当てはまらない免除がある"},
    "waiver-expires-soon": {"en": "A waiver is about to expire", "ja": "免除の期限が近い"},
}
"""Titles of the rules that no policy holds: those about input and waivers."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""
