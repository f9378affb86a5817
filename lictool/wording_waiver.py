"""The sentences about waivers and baselines, English and Japanese."""

from __future__ import annotations

from lictool.phrases import sayer

SENTENCES = {
    "waiver-expired": {
        "en": "waiver `{name}` for `{rule}` ended on {expires} ({zone}) and accepts nothing any more",
        "ja": "免除 `{name}`（ルール `{rule}`）は{expires}（{zone}）で終了し、もう適用されません",
    },
    "waiver-expired-fix": {
        "en": "Mend what the rule finds, or have a new end decided; then delete or change the waiver.",
        "ja": "ルールの指摘を解消するか、新しい期限の承認を得てください。そのうえで免除を削除または変更します。",
    },
    "rule-unknown": {
        "en": "waiver `{name}`: there is no rule `{rule}`{hint}",
        "ja": "免除 `{name}`: `{rule}` というルールはありません{hint}",
    },
    "deployment-unknown": {
        "en": "waiver `{name}`: there is no deployment `{deployment}`{hint}",
        "ja": "免除 `{name}`: `{deployment}` というデプロイメントはありません{hint}",
    },
    "resource-unknown": {
        "en": "waiver `{name}`: deployment `{deployment}` has no `{resource}` that `{rule}` is asked about{hint}",
        "ja": "免除 `{name}`: デプロイメント `{deployment}` に、ルール `{rule}` の対象となる `{resource}` はありません{hint}",
    },
    "resource-idle": {
        "en": "waiver `{name}`: `{rule}` is asked about a deployment as a whole, not about `{resource}`",
        "ja": "免除 `{name}`: ルール `{rule}` の対象はデプロイメント全体であり、`{resource}` ではありません",
    },
    "deployment-idle": {
        "en": "waiver `{name}`: `{rule}` is asked about all deployments together, not about `{deployment}`",
        "ja": "免除 `{name}`: ルール `{rule}` の対象はすべてのデプロイメントをまとめたものであり、`{deployment}` ではありません",
    },
    "waiver-dangling-fix": {
        "en": "Correct the name, or delete the waiver if what it was for is gone.",
        "ja": "名前を直してください。対象がなくなっている場合は免除を削除します。",
    },
    "input-not-waivable": {
        "en": "waiver `{name}`: findings about manifests and waivers themselves, such as `{rule}`, cannot be waived",
        "ja": "免除 `{name}`: `{rule}` のような、マニフェストや免除そのものに対する指摘は免除できません",
    },
    "waiver-not-allowed": {
        "en": "waiver `{name}`: the policy does not let `{rule}` be waived",
        "ja": "免除 `{name}`: ポリシーはルール `{rule}` の免除を認めていません",
    },
    "waiver-not-allowed-fix": {
        "en": "Mend what is found, and delete the waiver.",
        "ja": "指摘を解消し、免除を削除してください。",
    },
    "waiver-too-long": {
        "en": "waiver `{name}` lasts until {expires}; the project allows {days} days, until {latest} ({zone})",
        "ja": "免除 `{name}` の期限は{expires}ですが、プロジェクトが認めるのは{days}日間、{latest}（{zone}）までです",
    },
    "waiver-too-long-fix": {"en": "Give it an earlier end.", "ja": "期限を早めてください。"},
    "without-resource": {
        "en": "waiver `{name}` names no resource, but `{rule}` judges each of `{list}` by itself",
        "ja": "免除 `{name}` に対象リソースがありません。ルール `{rule}` は `{list}` を1件ずつ判定します",
    },
    "without-deployment": {
        "en": "waiver `{name}` names no deployment, but `{rule}` judges each deployment by itself",
        "ja": "免除 `{name}` にデプロイメントの指定がありません。ルール `{rule}` はデプロイメントごとに判定します",
    },
    "waiver-too-broad-fix": {
        "en": "Name what is accepted in the selector; one waiver for each resource. `lictool waive` writes it.",
        "ja": "`selector` で対象を指定してください。免除はリソースごとに1件です。`lictool waive` でひな形を出力できます。",
    },
    "name-taken": {
        "en": "waiver `{name}` has the name of another waiver",
        "ja": "免除 `{name}` と同じ名前の免除がほかにあります",
    },
    "scope-taken": {
        "en": "waiver `{name}` accepts what waiver `{other}` accepts",
        "ja": "免除 `{name}` の対象は、免除 `{other}` の対象と重複しています",
    },
    "waiver-duplicate-fix": {
        "en": "Keep one waiver for each rule and resource.",
        "ja": "免除は、ルールとリソースの組み合わせごとに1件にしてください。",
    },
    "waiver-unused": {
        "en": "waiver `{name}` accepts no finding: `{rule}` finds nothing there",
        "ja": "免除 `{name}` に該当する指摘はありません。ルール `{rule}` はその対象では何も検出していません",
    },
    "waiver-misplaced": {
        "en": "waiver `{name}` accepts nothing: the project does not take waivers from this file",
        "ja": "免除 `{name}` は適用されません。プロジェクトはこのファイルから免除を読み込みません",
    },
    "waiver-misplaced-fix": {
        "en": "Move it to a file that `waivers` in the project file takes in.",
        "ja": "プロジェクト設定の `waivers` に該当するファイルへ移してください。",
    },
    "waiver-unused-fix": {"en": "Delete it.", "ja": "削除してください。"},
    "waiver-expires-soon": {
        "en": "waiver `{name}` for `{rule}` ends on {expires} ({zone}), in {days} days",
        "ja": "免除 `{name}`（ルール `{rule}`）の期限は{expires}（{zone}）で、残り{days}日です",
    },
    "waiver-expires-soon-fix": {
        "en": "Mend what the rule finds before that day, or have a new end decided.",
        "ja": "期限までにルールの指摘を解消するか、新しい期限の承認を得てください。",
    },
    "hint-nearest": {"en": "; did you mean `{near}`?", "ja": "。`{near}` の誤りではありませんか"},
    "hint-none": {"en": "", "ja": ""},
    "stub-reason": {"en": "why this is accepted", "ja": "許容する理由"},
    "stub-owner": {"en": "who answers for it", "ja": "責任者"},
    "stub-finding": {"en": "{place}: {message}", "ja": "{place}: {message}"},
    "nothing-to-waive": {"en": "nothing that can be waived was found", "ja": "免除できる指摘はありません"},
    "baseline-written": {
        "en": "{file}: {known} known, {added} added, {gone} gone",
        "ja": "{file}: 既知 {known}、追加 {added}、解消 {gone}",
    },
    "baseline-same": {"en": "{file}: {known} known; nothing to change", "ja": "{file}: 既知 {known}。変更なし"},
    "baseline-left": {
        "en": "findings not added, because a baseline only shrinks without --update: {count}",
        "ja": "`--update` なしではベースラインから削除するだけのため、追加しなかった指摘: {count}件",
    },
    "baseline-input": {
        "en": "findings left out, because they are about manifests or waivers themselves: {count}",
        "ja": "マニフェストや免除そのものに対する指摘のため、ベースラインに入れないもの: {count}件",
    },
    "baseline-partial": {
        "en": "not written: some documents cannot be judged; `lictool check` says why",
        "ja": "判定できないドキュメントがあるため書き込みませんでした。理由は `lictool check` で確認できます",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""
