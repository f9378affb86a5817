"""The commands that judge, and what they take."""

from __future__ import annotations

from lictool.options import (
    ACCEPTING,
    ALLOW_EMPTY,
    AS_OF,
    COLOR,
    DEBUG,
    EXIT_ZERO,
    JUDGING,
    LANG,
    POLICIES,
    SHOWING,
    TRUSTED,
    Command,
    Option,
)

COMMANDS = {
    "check": Command(
        "judge manifests",
        "Judge the manifests in files and folders (default: the working folder) by the rules of the policies. Where the"
        " project file lictool.yaml says that they belong together, all are judged and what concerns the paths is shown.",
        (
            *SHOWING,
            *JUDGING,
            *ACCEPTING,
            TRUSTED,
            Option("--schema-only", "only hold the files against their schemas; no rules", default=False),
            ALLOW_EMPTY,
            EXIT_ZERO,
            DEBUG,
        ),
        "PATH",
        "a manifest, or a folder that is searched for *.yaml, *.yml and *.json",
        1_000_000,
        """\
exit codes:
  0    judged; nothing at or above the fail level
  1    findings at or above it; faults of a manifest itself are findings
  2    the set-up is wrong: options, paths, policies
  3    nothing was judged
  4    internal error
  130  interrupted

examples:
  lictool check                             everything below the working folder
  lictool check estate --as-of 2027-04-01   what it will be on that day
  lictool check estate --fail-level warning --lang ja
  lictool check estate --format json > report.json
  lictool check estate --format github --output sarif=lictool.sarif --output html=report.html

formats:
  text        for people at a terminal
  json        for programs: lictool schema report
  sarif       SARIF 2.1.0 for GitHub code scanning; sarif-full has all rules, and accepted findings as suppressed
  junit       JUnit XML: a suite a rule, a case a finding
  github      annotations of GitHub Actions; the summary goes to the file of GITHUB_STEP_SUMMARY
  gitlab      GitLab code quality
  markdown    a comment on a change
  html        a page for people, one file that needs no network
No format changes the exit code. Where the set-up is wrong, the reports say so too; where the options cannot be read,
nobody knows which reports are wanted, and only stderr says so.""",
    ),
    "hook": Command(
        "judge what is staged, for git hooks",
        "Judge the whole project as the next commit would have it: the staged content, deletions and renames included."
        " At once done where nothing that is staged matters. Before a push, and with --from-ref and --to-ref of"
        " pre-commit, the commit that is pushed is judged; where nothing is staged, the work tree.",
        (*SHOWING, *JUDGING, *ACCEPTING, ALLOW_EMPTY, EXIT_ZERO, DEBUG),
        "",
        "",
        0,
        """\
exit codes:
  as of lictool check; 0 also where nothing that is staged matters""",
    ),
    "diff": Command(
        "say what a change does",
        "Judge two states of the repository and compare: findings that are new, changed, fixed or accepted, and changes"
        " of project file, policies, waivers and baseline. BASE alone is compared with the work tree, BASE..HEAD with"
        " another commit, BASE...HEAD from where the two parted.",
        (
            Option("--format", "what stdout carries", "text", choices=("text", "json", "markdown")),
            *JUDGING,
            TRUSTED,
            ALLOW_EMPTY,
            EXIT_ZERO,
            DEBUG,
        ),
        "BASE[..HEAD]",
        "what to compare (default: HEAD with the work tree)",
        1,
        """\
exit codes:
  0  no finding at or above the fail level is new
  1  some are, or became as grave as that
  2  the set-up is wrong, or there is no such commit
  3  nothing was judged in HEAD
  4  internal error

examples:
  lictool diff origin/main                      before a commit
  lictool diff origin/main...HEAD --format markdown --trusted origin/main""",
    ),
    "position": Command(
        "show what is entitled, needed and left",
        "For each deployment and tier, and for VPN Only each headend: what is entitled, what is needed, the headroom and"
        " what ends next. Where facts are missing, figures are bounds, and the facts are named.",
        (
            Option("--format", "what stdout carries", "table", choices=("table", "csv", "json", "markdown")),
            AS_OF,
            LANG,
            POLICIES,
            COLOR,
            ALLOW_EMPTY,
            DEBUG,
        ),
        "PATH",
        "a manifest, or a folder that is searched for them (default: the working folder)",
        1_000_000,
        """\
exit codes:
  0  shown, whatever the figures
  1  shown, but some documents cannot be judged
  2  the set-up is wrong
  3  nothing was judged
  4  internal error

examples:
  lictool position --as-of 2027-04-01
  lictool position estate --format csv > position.csv""",
    ),
    "waive": Command(
        "print a waiver for a finding",
        "Print a waiver for a finding of the project, to be put into a file of its own; without FINDING, list the"
        " findings that can be waived. Reason and owner are left empty unless given, and a waiver without them is none.",
        (
            Option("--reason", "why it is accepted", None, "TEXT"),
            Option("--owner", "who answers for it", None, "NAME"),
            Option("--expires", "the last day on which it holds (default: in 90 days)", None, "DATE"),
            Option("--ticket", "where it was decided", None, "TEXT"),
            AS_OF,
            LANG,
            POLICIES,
            DEBUG,
        ),
        "FINDING",
        "fingerprint of a finding, or its beginning",
        1,
        """\
exit codes:
  0  printed
  2  the set-up is wrong, or there is no such finding, or it cannot be waived
  3  nothing was judged
  4  internal error

example:
  lictool waive 3f9c --reason "replaced in March" --owner team-net --expires 2027-03-31 > waivers/fw-1.yaml""",
    ),
    "baseline": Command(
        "write down the findings known today",
        "Write the findings of the project that count to FILE (default: the baseline of the project file), so that"
        " lictool check takes them for known. One that is there already only shrinks: what is gone is taken out.",
        (
            Option("--update", "also take in what is new", default=False),
            AS_OF,
            LANG,
            POLICIES,
            ALLOW_EMPTY,
            DEBUG,
        ),
        "FILE",
        "a JSON file",
        1,
        """\
exit codes:
  0  written, or as it should be
  1  not written: some documents cannot be judged
  2  the set-up is wrong: options, project file, policies, waivers, the baseline itself
  3  nothing was judged
  4  internal error""",
    ),
}
"""The commands by name."""
