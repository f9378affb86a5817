"""The tool's own sentences, English and Japanese; what rules say stands in the rules."""

from __future__ import annotations

from lictool.phrases import sayer

LANGUAGES = ("en", "ja")
"""Languages of findings and reports; English is authoritative."""

UNITS = {
    "users": ("user", "users", "ユーザー"),
    "connections": ("connection", "connections", "接続"),
    "endpoints": ("endpoint", "endpoints", "エンドポイント"),
    "devices": ("device", "devices", "台"),
    "registrations": ("registration", "registrations", "件"),
    "days": ("day", "days", "日"),
    "hours": ("hour", "hours", "時間"),
    "months": ("month", "months", "か月"),
}
"""Units of counts: English singular and plural, Japanese."""

SENTENCES = {
    "unknown": {"en": "cannot be decided: {reasons}", "ja": "判定できません: {reasons}"},
    "not-stated": {"en": "`{path}` is not stated", "ja": "`{path}` の記載がありません"},
    "left-open": {"en": "`{path}` leaves the number open", "ja": "`{path}` の記載では人数が定まりません"},
    "source-silent": {
        "en": "the source says nothing about `{path}`",
        "ja": "出典は `{path}` について何も述べていません",
    },
    "not-computable": {"en": "{reason}", "ja": "計算できません（{reason}）"},
    "not-all-judged": {
        "en": "not every deployment could be judged",
        "ja": "判定できないデプロイメントがあるためです",
    },
    "unknown-fix": {
        "en": "state {paths} in the manifest; a fact that is left out is never taken for a pass",
        "ja": "マニフェストに {paths} を記載してください。記載のない事実を合格とみなすことはありません",
    },
    "unknown-fix-other": {
        "en": "settle the question with the source or the vendor, and record the answer",
        "ja": "出典またはベンダーに確認し、その結果を記録してください",
    },
    "fact-twice": {
        "en": "`{name}` is `{value}` here but `{first}` in another place of the deployment",
        "ja": "`{name}` がここでは `{value}`、デプロイメントの別の箇所では `{first}` になっています",
    },
    "name-twice": {
        "en": "`{name}` names two items of `{list}`; a name is given once in a part",
        "ja": "`{list}` に `{name}` という名前の項目が2つあります。名前は1つの部分で1回だけ使います",
    },
    "reference-unknown": {
        "en": "`{name}` is no item of `{list}`{hint}",
        "ja": "`{list}` に `{name}` という項目はありません{hint}",
    },
    "hint-nearest": {"en": "; did you mean `{near}`?", "ja": "。`{near}` の誤りではありませんか"},
    "hint-known": {"en": "; known are {known}", "ja": "。あるのは {known} です"},
    "hint-none": {"en": "; the list is empty or left out", "ja": "。リストが空か、記載されていません"},
    "enforced-from": {
        "en": " (info until the rule is enforced from {date}, then {severity})",
        "ja": "（{date}の適用開始までは情報扱い、以後は{severity}）",
    },
    "elsewhere": {
        "en": "findings of the project that concern other files and are not shown: {count}",
        "ja": "指定したファイルに関係しないため表示していない、プロジェクト内の指摘: {count}件",
    },
    "init-written": {"en": "written: {file}", "ja": "作成: {file}"},
    "init-kept": {"en": "kept as it is: {file}", "ja": "既存のため変更なし: {file}"},
    "init-next": {
        "en": "next: put in your own facts, then `lictool check`; `pre-commit install` for the hook",
        "ja": "次の手順: 実際の内容を記入して `lictool check` を実行。フックを使う場合は `pre-commit install`",
    },
    "deployments-hidden": {
        "en": "not judged, because a part of it cannot be used: {names}",
        "ja": "一部が使えないため判定していないデプロイメント: {names}",
    },
    "unreadable": {"en": "the file cannot be read: {reason}", "ja": "ファイルを読み込めません: {reason}"},
    "label-also": {"en": "also", "ja": "関連"},
    "label-citation": {"en": "source", "ja": "出典"},
    "cited-too": {"en": ", also {entries}", "ja": "、ほかに {entries}"},
    "label-fix": {"en": "fix", "ja": "対処"},
    "label-unknown": {"en": "unknown", "ja": "不明"},
    "label-waived": {"en": "waived", "ja": "免除"},
    "waived-by": {
        "en": "waived until {expires} by {owner} ({name}, {place}){ticket}: {reason}",
        "ja": "{expires}まで免除（責任者 {owner}、{name}、{place}）{ticket}: {reason}",
    },
    "waived-ticket": {"en": " [{ticket}]", "ja": "［{ticket}］"},
    "error": {"en": "error", "ja": "エラー"},
    "warning": {"en": "warning", "ja": "警告"},
    "info": {"en": "info", "ja": "情報"},
    "missing-heading": {"en": "Facts to fill in first:", "ja": "先に補うべき事実:"},
    "missing-line": {"en": "{path} ({count} open)", "ja": "{path}（未判定 {count}件）"},
    "absent-lists": {
        "en": "Not kept in any manifest, so the rules on them did not apply: {lists}",
        "ja": "どのマニフェストにも記載がないため、関連するルールは適用されませんでした: {lists}",
    },
    "verdict-fail": {"en": "FAIL", "ja": "不合格"},
    "verdict-pass": {"en": "PASS", "ja": "合格"},
    "verdict-none": {"en": "NOTHING JUDGED", "ja": "判定対象なし"},
    "summary": {
        "en": "{verdict}: {errors}, {warnings}, {infos}; {unknown} of them unknown (as of {date})",
        "ja": "{verdict}: エラー {errors}、警告 {warnings}、情報 {infos}（うち不明 {unknown}）、基準日 {date}",
    },
    "summary-accepted": {
        "en": "accepted, not counted above: {waived} by waivers, {known} known to the baseline",
        "ja": "許容済み（上の件数に含まない）: 免除 {waived}、ベースラインにより既知 {known}",
    },
    "summary-gone": {
        "en": "; gone from what the baseline knows: {count}, taken out by `lictool baseline`",
        "ja": "。ベースラインのうち{count}件は解消済みで、`lictool baseline` で削除できます",
    },
    "summary-rules": {
        "en": "rules: {loaded} loaded, {applied} applied, {idle} did not apply; "
        "outcomes: {passes} pass, {violations} violation, {unknowns} unknown, {idles} not applicable",
        "ja": "ルール: 読み込み {loaded}、適用 {applied}、非該当 {idle}。"
        "結果: 合格 {passes}、違反 {violations}、不明 {unknowns}、非該当 {idles}",
    },
    "summary-documents": {
        "en": "documents: {judged} judged, {not_judged} not judged, {skipped} skipped; deployments: {deployments}",
        "ja": "ドキュメント: 判定 {judged}、判定不能 {not_judged}、対象外 {skipped}。デプロイメント: {deployments}",
    },
    "judging": {"en": "judging {count} files", "ja": "{count}個のファイルを判定中"},
    "nothing-judged": {
        "en": "no document with `apiVersion: lictool/v1` was judged",
        "ja": "`apiVersion: lictool/v1` のドキュメントは1つも判定されませんでした",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""


def counted(number: int, unit: str, language: str) -> str:
    """Give a count with its unit, such as `1 user`, `320 users`, `320ユーザー`."""
    singular, plural, japanese = UNITS[unit]
    if language == "ja":
        return f"{number}{japanese}"
    return f"{number} {singular if number == 1 else plural}"


def plural(number: int, word: str) -> str:
    """Give an English count of something whose plural takes an s."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
