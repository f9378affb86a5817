"""The sentences of `lictool import`, English and Japanese."""

from __future__ import annotations

from lictool.phrases import sayer

SENTENCES = {
    "warning": {"en": "{place}: warning: {text}", "ja": "{place}: 警告: {text}"},
    "skipped": {"en": "{place}: skipped: {text}", "ja": "{place}: 読み飛ばし: {text}"},
    "skip-lines": {"en": "{reason} (lines {lines})", "ja": "{reason}（行 {lines}）"},
    "skip-more": {"en": ", and {count} more stretches", "ja": "、ほか{count}か所"},
    "skip-unknown": {"en": "says nothing that a manifest keeps", "ja": "マニフェストに記載する事実がありません"},
    "skip-no-output": {"en": "no output that is known", "ja": "既知の出力ではありません"},
    "skip-unwanted": {"en": "another kind of output than asked for", "ja": "指定した種類とは別の出力です"},
    "skip-serial": {
        "en": "a serial number that `show version` did not print",
        "ja": "`show version` 以外の出力にあるシリアル番号です",
    },
    "skip-rest": {
        "en": "between these lines, further ones say nothing that a manifest keeps",
        "ja": "この範囲には、マニフェストに記載する事実のない行がほかにもあります",
    },
    "skip-too-many": {"en": "more of one kind than is kept", "ja": "同じ種類のものが保持できる数を超えています"},
    "import-read": {
        "en": "{file}: {kind} from line {line}: {facts} facts, headend {headend}",
        "ja": "{file}: {line}行目以降 {kind}: 事実 {facts}件、ヘッドエンド {headend}",
    },
    "import-written": {
        "en": "written: {file} ({facts} facts, {warnings} warnings)",
        "ja": "作成: {file}（事実 {facts}件、警告 {warnings}件）",
    },
    "conflict": {"en": "{place}: conflict: {text}", "ja": "{place}: 競合: {text}"},
    "merge-conflict": {
        "en": "`{path}` is {said} here, and {read} in {origin}",
        "ja": "`{path}` はここでは {said}、{origin} では {read} です",
    },
    "merge-stopped": {
        "en": "nothing was written: {count} conflicts; mend one side, or let --force take what was read",
        "ja": "{count}件の競合があるため書き込んでいません。どちらかを修正するか、--force で読み取った値を採用してください",
    },
    "merge-nothing": {"en": "{file} says all of it already", "ja": "{file} にはすべて記載済みです"},
    "merge-written": {"en": "merged: {file} ({changes} changes)", "ja": "反映: {file}（変更 {changes}件）"},
    "import-nothing": {
        "en": "nothing was recognised that a manifest keeps",
        "ja": "マニフェストに記載できる内容を認識できませんでした",
    },
    "import-no-text": {"en": "the file is no text", "ja": "テキストファイルではありません"},
    "import-not-recognised": {
        "en": "no output was recognised in this file",
        "ja": "このファイルには認識できる出力がありません",
    },
    "import-nothing-read": {
        "en": "`{command}` was recognised, but nothing could be read from it",
        "ja": "`{command}` の出力と認識しましたが、読み取れた事実がありません",
    },
    "import-serial-length": {
        "en": "the serial number has not eleven characters; the output may be cut",
        "ja": "シリアル番号が11文字ではありません。出力が途中で切れている可能性があります",
    },
    "import-serial-empty": {"en": "the serial number is empty", "ja": "シリアル番号が空です"},
    "import-too-many": {
        "en": "the file holds more than {limit} outputs; what follows was not read",
        "ja": "ファイルにある出力が{limit}個を超えています。以降は読み込んでいません",
    },
    "import-cut": {
        "en": "the list has no end; contexts may be missing",
        "ja": "一覧の末尾がありません。コンテキストが欠けている可能性があります",
    },
    "import-state-unknown": {"en": "a licence state that is not known", "ja": "未知のライセンス状態です"},
    "import-user-empty": {
        "en": "a session without a user name is not counted",
        "ja": "ユーザー名のないセッションは数えません",
    },
    "import-saml-idle": {
        "en": "an identity provider is named, but the group does not authenticate by SAML",
        "ja": "IDプロバイダーの指定はありますが、このグループはSAMLで認証していません",
    },
    "import-filtered": {
        "en": "`{command}` was piped through a filter; lines are missing",
        "ja": "`{command}` はフィルターを通した出力です。欠けている行があります",
    },
    "import-xe-version": {
        "en": "IOS XE is not named with its own version; the number of the IOS inside is none of it",
        "ja": "IOS XE自体のバージョンが示されていません。内部のIOSの番号はIOS XEのバージョンではありません",
    },
    "import-no-security-licence": {
        "en": "the list does not name securityk9; whether the licence is missing or the list was cut, it does not show",
        "ja": "一覧にsecurityk9がありません。ライセンスがないのか、一覧が途中で切れているのかは判別できません",
    },
    "import-variable": {
        "en": "`{setting}` is computed or a variable; its value is not known here",
        "ja": "`{setting}` は変数または計算式のため、値が分かりません",
    },
    "import-conditional": {
        "en": "the task runs only under a condition; whether it ever ran is not known",
        "ja": "このタスクには実行条件があり、実際に実行されたかどうかは分かりません",
    },
    "import-pair-unknown": {
        "en": "the pair refers to devices that this file does not define; the devices are not known",
        "ja": "このペアの装置がファイル内で定義されておらず、どの装置か判別できません",
    },
    "import-data-fault": {
        "en": "the file breaks here and cannot be read; nothing was taken from it",
        "ja": "この箇所に誤りがあり読み取れないため、このファイルからは何も記載しません",
    },
    "import-file-large": {
        "en": "the file is larger or nested deeper than any that people write; nothing was taken from it",
        "ja": "ファイルが大きすぎるか入れ子が深すぎるため、何も記載しません",
    },
    "import-column-missing": {
        "en": "the map names a column `{column}`, which the file has not",
        "ja": "マップにある列 `{column}` がファイルにありません",
    },
    "import-column-unknown": {
        "en": "the map does not name the column `{column}`; it is left out",
        "ja": "列 `{column}` はマップにないため、記載しません",
    },
    "import-cell": {
        "en": "row {row}, column `{column}`: the value does not fit `{field}`; it is left out",
        "ja": "{row}行目のデータ、列 `{column}`: 値が `{field}` に合わないため、記載しません",
    },
    "import-row": {
        "en": "row {row} has no usable {fields}; the row is left out",
        "ja": "{row}行目のデータに有効な {fields} がないため、この行は記載しません",
    },
    "import-row-both": {
        "en": "row {row} counts users and connections, of which an entitlement has one; the row is left out",
        "ja": "{row}行目のデータはユーザー数と接続数の両方を示しており、エンタイトルメントの数量はどちらか一方のため、この行は記載しません",
    },
    "import-row-twice": {
        "en": "row {row} describes again what a row before it describes; the row is left out",
        "ja": "{row}行目のデータは前の行と同じ項目を示しているため、この行は記載しません",
    },
    "import-row-long": {
        "en": "row {row} has more cells than there are headings; the row is left out",
        "ja": "{row}行目のデータの列数が見出しより多いため、この行は記載しません",
    },
    "import-too-many-rows": {
        "en": "there are more than {limit} rows; what follows was not read",
        "ja": "データが{limit}行を超えるため、以降は読み込んでいません",
    },
    "import-no-rows": {
        "en": "there is no list of rows where the map says",
        "ja": "マップが示す位置に行の一覧がありません",
    },
    "import-encoding": {
        "en": "the file is not {encoding}; say its encoding in the map",
        "ja": "文字コードが {encoding} ではありません。マップの `encoding` で指定してください",
    },
    "skip-row": {"en": "rows that `only` of the map does not take", "ja": "マップの `only` の対象外の行"},
    "skip-bad-row": {"en": "rows that cannot be used", "ja": "使用できない行"},
    "skip-variable": {"en": "a variable decides what it is", "ja": "変数によって決まる内容"},
    "import-which-unit": {
        "en": "several devices with different serial numbers are called `{name}`; which of them this is of is not known",
        "ja": "シリアル番号の異なる複数の機器が `{name}` という名前のため、どの機器の出力かを判別できません",
    },
    "import-contradiction": {
        "en": "`{path}` is something else in {file}:{other}; the fact is left out",
        "ja": "`{path}` の値が {file}:{other} と食い違うため、記載しません",
    },
}
"""Sentences by key and language; `{name}` marks what is filled in."""

say = sayer(SENTENCES)
"""Gives a sentence of SENTENCES in a language, filled in."""
