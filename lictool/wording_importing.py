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
