"""Why a text could not be read: one sentence for each kind of fault, in English and Japanese."""

from __future__ import annotations

READING: dict[str, dict[str, str]] = {
    "too-large": {
        "en": "the file is larger than {limit} MiB; split it into several files",
        "ja": "ファイルが{limit} MiBを超えています。複数のファイルに分けてください",
    },
    "not-utf8": {
        "en": "byte `{byte}` is not UTF-8; save the file as UTF-8",
        "ja": "バイト `{byte}` はUTF-8ではありません。UTF-8で保存してください",
    },
    "other-encoding": {
        "en": "the file is {encoding}; save it as UTF-8",
        "ja": "ファイルの文字コードが {encoding} です。UTF-8で保存してください",
    },
    "character": {
        "en": "character `{character}` is not allowed; remove it, or write it as an escape in double quotes",
        "ja": "文字 `{character}` は使えません。削除するか、二重引用符の中でエスケープしてください",
    },
    "mark-inside": {
        "en": "byte order mark `{character}` inside the text; remove it",
        "ja": "テキストの途中にバイト順マーク `{character}` があります。削除してください",
    },
    "odd-line-end": {
        "en": "`{character}` ends a line for some readers only; write it as an escape in double quotes",
        "ja": "`{character}` を改行とみなすかどうかは処理系によって異なります。二重引用符の中でエスケープしてください",
    },
    "directive": {
        "en": "directive `{directive}` is not supported; one `%YAML 1.2` or `%YAML 1.1` may stand before `---`",
        "ja": "ディレクティブ `{directive}` は使えません。`---` の前に書けるのは `%YAML 1.2` か `%YAML 1.1` の1行だけです",
    },
    "tag": {
        "en": "tag `{tag}` is not supported; remove it, and put a value that should be text in quotes",
        "ja": "タグ `{tag}` は使えません。削除し、文字列にしたい値は引用符で囲んでください",
    },
    "key-twice": {
        "en": "key `{key}` stands in line {line} already; keep one of the two",
        "ja": "キー `{key}` は{line}行目にもあります。どちらか一方だけにしてください",
    },
    "key-no-text": {
        "en": "key `{key}` does not read as text; put it in quotes",
        "ja": "キー `{key}` は文字列として読まれません。引用符で囲んでください",
    },
    "key-empty": {
        "en": "the key is empty; write one before the `:`",
        "ja": "キーが空です。`:` の前にキーを書いてください",
    },
    "key-alias": {
        "en": "alias `{alias}` stands as a key; write the key out",
        "ja": "エイリアス `{alias}` がキーになっています。キーをそのまま書いてください",
    },
    "key-collection": {
        "en": "a list or a mapping stands as a key; a key is a text",
        "ja": "リストまたはマッピングがキーになっています。キーには文字列を書いてください",
    },
    "merge-key": {
        "en": "merge key `<<` is not supported; write the keys out",
        "ja": "マージキー `<<` は使えません。キーをそのまま書いてください",
    },
    "alias-unknown": {
        "en": "alias `*{name}` has no anchor `&{name}` before it; a text that starts with `*` needs quotes",
        "ja": "エイリアス `*{name}` に対応するアンカー `&{name}` が前にありません。`*` で始まる文字列は引用符で囲んでください",
    },
    "alias-cycle": {
        "en": "alias `*{name}` stands inside the very value it repeats; write the value out",
        "ja": "エイリアス `*{name}` が、自身の指す値の中にあります。値をそのまま書いてください",
    },
    "alias-bomb": {
        "en": "aliases add more than {limit} values; write the values out",
        "ja": "エイリアスの展開で値が{limit}個を超えます。値をそのまま書いてください",
    },
    "too-deep": {
        "en": "more than {limit} levels of lists and mappings inside each other",
        "ja": "リストやマッピングの入れ子が{limit}段を超えています",
    },
    "tab": {
        "en": "tab outside of quotes; indent and separate with blanks",
        "ja": "引用符の外にタブがあります。字下げや区切りには空白を使ってください",
    },
    "second-colon": {
        "en": "a second `: ` in one line; put the text that holds it in quotes",
        "ja": "1行に `: ` が2つあります。`: ` を含む文字列は引用符で囲んでください",
    },
    "deeper-line": {
        "en": "this line is indented further than the one above allows; align it with the keys it belongs to",
        "ja": "この行の字下げが直前の行に対して深すぎます。同じ階層のキーに揃えてください",
    },
    "missing-colon": {
        "en": "`:` is missing after the key; write `key: value`, with a blank behind the colon",
        "ja": "キーの後に `:` がありません。`key: value` のように、コロンの後に空白を入れて書いてください",
    },
    "dash-here": {
        "en": "a list with `-` cannot start here; start it in a line of its own",
        "ja": "ここから `-` のリストは始められません。次の行から書いてください",
    },
    "question-here": {
        "en": "`?` cannot start a key here; put a text that starts with `?` in quotes",
        "ja": "ここで `?` によるキーは書けません。`?` で始まる文字列は引用符で囲んでください",
    },
    "reserved": {
        "en": "a text cannot start with `{character}`; put it in quotes",
        "ja": "文字列を `{character}` で始めることはできません。引用符で囲んでください",
    },
    "star-or-ampersand": {
        "en": "`{character}` starts an alias or an anchor and needs a name; put a text that starts with it in quotes",
        "ja": "`{character}` はエイリアスやアンカーの印で、名前が必要です。文字列なら引用符で囲んでください",
    },
    "unclosed-quote": {
        "en": "`{quote}` opens a text that never ends; close it",
        "ja": "`{quote}` で始まる文字列が閉じられていません。引用符で閉じてください",
    },
    "bad-escape": {
        "en": "`{escape}` is no valid escape; write a backslash as `\\\\`, or a YAML text in single quotes",
        "ja": "`{escape}` は正しいエスケープではありません。バックスラッシュは `\\\\` と書くか、YAMLなら単一引用符を使ってください",
    },
    "block-header": {
        "en": "only an indentation digit, `+` or `-` may follow `|` or `>`; start the text in the next line",
        "ja": "`|` や `>` の後に書けるのは字下げの数字と `+`、`-` だけです。本文は次の行から書いてください",
    },
    "unclosed-bracket": {
        "en": "`{bracket}` is never closed",
        "ja": "`{bracket}` が閉じられていません",
    },
    "comma-expected": {
        "en": "expected a comma or the end of the `{bracket}` of line {line}; put a text with special characters in quotes",
        "ja": "カンマか、{line}行目の `{bracket}` の閉じ括弧が必要です。記号を含む文字列は引用符で囲んでください",
    },
    "colon-in-brackets": {
        "en": "`:` needs a blank behind it; put a text that holds a colon in quotes",
        "ja": "`:` の後に空白が必要です。コロンを含む文字列は引用符で囲んでください",
    },
    "question-in-brackets": {
        "en": "`?` inside of brackets or braces; put the text in quotes",
        "ja": "括弧の中に `?` があります。文字列を引用符で囲んでください",
    },
    "value-expected": {
        "en": "expected a value here; put a text that starts with a special character in quotes",
        "ja": "ここには値が必要です。記号で始まる文字列は引用符で囲んでください",
    },
    "after-value": {
        "en": "text behind a value that has ended; put the whole in quotes, or start a new line",
        "ja": "値が終わった後に文字があります。全体を引用符で囲むか、改行してください",
    },
    "indentation": {
        "en": "this line does not line up with any line above; indent it like the keys or items it belongs to",
        "ja": "この行の字下げが前の行と揃っていません。同じ階層のキーや項目に揃えてください",
    },
    "after-document": {
        "en": "the document ended above; indent this like the rest, or start a new document with `---`",
        "ja": "ドキュメントは前の行までで終わっています。字下げを揃えるか、`---` で新しいドキュメントを始めてください",
    },
    "syntax": {
        "en": "this is not YAML; look for a missing quote, bracket or blank before this place",
        "ja": "YAMLとして読めません。この位置より前で、引用符、括弧、空白の抜けを確認してください",
    },
    "json-empty": {
        "en": "the file is empty; JSON needs a value",
        "ja": "ファイルが空です。JSONには値が必要です",
    },
    "json-end": {
        "en": "the JSON text ends too early; a value, a bracket or a brace is missing",
        "ja": "JSONが途中で終わっています。値か閉じ括弧が足りません",
    },
    "json-last-comma": {
        "en": "JSON allows no comma before a closing bracket or brace; remove it",
        "ja": "JSONでは閉じ括弧の前にカンマを置けません。削除してください",
    },
    "json-comment": {
        "en": "JSON has no comments; remove it, or name the file `.yaml`",
        "ja": "JSONにコメントは書けません。削除するか、ファイル名を `.yaml` にしてください",
    },
    "json-quote": {
        "en": "JSON wants double quotes",
        "ja": "JSONでは二重引用符を使ってください",
    },
    "json-string": {
        "en": 'this text is never closed; JSON texts end in the same line with `"`',
        "ja": '文字列が閉じられていません。JSONの文字列は同じ行の中で `"` で閉じてください',
    },
    "json-control": {
        "en": "control character in a JSON text; write it as an escape such as `\\n` or `\\t`",
        "ja": "JSONの文字列に制御文字があります。`\\n` や `\\t` のようにエスケープしてください",
    },
    "json-extra": {
        "en": "text behind the end of the JSON value; a file holds one",
        "ja": "JSONの値の後に文字があります。1つのファイルに書ける値は1つです",
    },
    "json-key": {
        "en": "expected a key in double quotes, got `{character}`",
        "ja": "二重引用符で囲んだキーが必要ですが、`{character}` があります",
    },
    "json-colon": {
        "en": "expected `:` after the key, got `{character}`",
        "ja": "キーの後に `:` が必要ですが、`{character}` があります",
    },
    "json-comma": {
        "en": "expected a comma or a closing bracket, got `{character}`; a number has no leading zeros",
        "ja": "カンマか閉じ括弧が必要ですが、`{character}` があります。数値の先頭に0は付けられません",
    },
    "json-value": {
        "en": "expected a value, got `{character}`; put texts in double quotes",
        "ja": "値が必要ですが、`{character}` があります。文字列は二重引用符で囲んでください",
    },
    "json-constant": {
        "en": "`{word}` is no JSON number",
        "ja": "`{word}` はJSONの数値ではありません",
    },
}
