"""`lictool init`: a starter that judges clean, with comments that say what to put where."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lictool.answer import Answer
from lictool.errors import Problem, UsageError
from lictool.report import JUDGED
from lictool.wording import say

if TYPE_CHECKING:
    from lictool.answer import Surroundings

MANIFEST = "licensing/estate.yaml"
PROJECT = "lictool.yaml"
HOOK = ".pre-commit-config.yaml"

COMMENTS = {
    "manifest": {
        "en": "One deployment. Documents of the same name, in one file or many, are its parts; `lictool schema manifest`\n"
        "describes every field. A key that is left out says that the fact is not known.",
        "ja": "1つのデプロイメントです。同じ名前のドキュメントは、別のファイルにあっても同じデプロイメントの一部とみなします。\n"
        "すべてのキーの説明は `lictool schema manifest` で表示できます。省略したキーは、その事実が不明であることを意味します。",
    },
    "users": {
        "en": "People who may use the client, active or not.",
        "ja": "クライアントを使用できる承認済みユーザー数です（実際に使用しているかどうかは問いません）。",
    },
    "features": {
        "en": "What is used or configured, and by whom: it decides which tier is owed.",
        "ja": "使用中または設定済みのサービスと、その利用者です。必要なライセンスの階層はこれで決まります。",
    },
    "headends": {
        "en": "What ends the sessions of the client.",
        "ja": "クライアントのセッションを終端する機器です。",
    },
    "serial": {
        "en": "The number that `show version` prints, not the one on the chassis.",
        "ja": "シャーシのラベルではなく `show version` に表示される番号です。",
    },
    "entitlements": {"en": "What was bought.", "ja": "購入したライセンスです。"},
    "renewal": {"en": "Who looks after the renewal.", "ja": "更新の担当者です。"},
    "project": {
        "en": "What belongs to the project and how it is judged; `lictool schema project` describes every key.",
        "ja": "プロジェクトの対象範囲と判定方法です。すべてのキーの説明は `lictool schema project` で表示できます。",
    },
    "folder": {"en": "a file, a folder or a pattern", "ja": "ファイル、フォルダー、またはパターン"},
    "more": {"en": "Further keys:", "ja": "そのほかのキー:"},
    "hook": {
        "en": "Judges at every commit what is staged. lictool must be installed where git runs.",
        "ja": "コミットのたびに、ステージされた内容を判定します。gitを実行する環境にlictoolが必要です。",
    },
}


def init(arguments: dict[str, Any], around: Surroundings) -> Answer:
    """Write the files of the starter that are not there yet. Raises UsageError if the folder is none."""
    folder = arguments["words"][0] if arguments["words"] else "."
    if not os.path.isdir(folder):
        raise UsageError(Problem(f"`{folder}` is no folder"))
    language = arguments["lang"] or "en"
    lines, starters = [], []
    for name, text in starter_files(around, language).items():
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            lines.append(say("init-kept", language, file=name))
        else:
            lines.append(say("init-written", language, file=name))
            starters.append((path, text))
    lines.append(say("init-next", language))
    return Answer("".join(f"{line}\n" for line in lines), JUDGED, starters=tuple(starters))


def starter_files(around: Surroundings, language: str) -> dict[str, str]:
    """Give the files by name."""
    from time import gmtime

    year = gmtime(around.seconds).tm_year
    return {
        MANIFEST: _manifest(language, year),
        PROJECT: _project(language),
        HOOK: _hook(language),
    }


def _note(key: str, language: str, indent: str = "") -> str:
    return "".join(f"{indent}# {line}\n" for line in COMMENTS[key][language].split("\n"))


def _manifest(language: str, year: int) -> str:
    return (
        _note("manifest", language)
        + "apiVersion: lictool/v1\nkind: SecureClientDeployment\nmetadata: {name: my-estate}\nspec:\n"
        + _note("users", language, "  ")
        + "  users:\n    authorized: 100\n    groups: [{name: staff, users: 100}]\n    groupsAre: disjoint\n\n"
        + _note("features", language, "  ")
        + "  features:\n    - {name: secure-client-vpn, status: used, groups: [staff]}\n\n"
        + _note("headends", language, "  ")
        + "  headends:\n    - name: fw-1\n      vendor: cisco\n      platform: asa-5500-x\n"
        + _note("serial", language, "      ")
        + "      serialNumber: JAD0000X001\n      serialSource: show-version\n      remoteAccess: true\n"
        "      installed: [plus]\n      essentialsEnabled: false\n\n"
        + _note("entitlements", language, "  ")
        + "  entitlements:\n    - name: plus-1\n      tier: plus\n      basis: term\n      users: 100\n"
        f"      start: {year}-01-01\n      end: {year + 2}-12-31\n"
        + _note("renewal", language, "      ")
        + "      renewalOwner: team-net\n"
    )


def _project(language: str) -> str:
    return (
        _note("project", language)
        + "apiVersion: lictool/v1\nkind: Project\n"
        + f"manifests: [licensing]  # {COMMENTS['folder'][language]}\n"
        + "failLevel: error\n"
        + f"language: {language}\n"
        + "timeZone: UTC\n"
        + _note("more", language)
        + "# waivers: [waivers]\n# baseline: licensing/baseline.json\n# policies: [policies/company]\n# waiverDays: 365\n"
        "# parameters:\n#   secure-client: {renewalNoticeDays: 120}\n"
        "# enforceFrom:\n#   term-without-renewal-owner: 2030-01-01\n"
    )


def _hook(language: str) -> str:
    return (
        _note("hook", language)
        + "repos:\n  - repo: local\n    hooks:\n      - id: lictool\n        name: lictool\n        entry: lictool hook\n"
        "        language: system\n        pass_filenames: false\n        always_run: true\n"
    )
