"""The commands and their options: one table."""

from __future__ import annotations

from typing import Any

from lictool.finding import SEVERITIES
from lictool.record import NamedTuple
from lictool.wording import LANGUAGES


class Option(NamedTuple):
    """An option of a command."""

    flag: str
    help: str
    default: Any = None
    metavar: str = ""
    """Word for the value; empty for a switch and where there are choices."""
    choices: tuple[str, ...] = ()
    repeat: bool = False
    """Whether it may be given several times."""
    many: bool = False
    """Whether it takes all values up to the next option."""

    @property
    def name(self) -> str:
        """The attribute that holds its value."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return not self.metavar and not self.choices


class Command(NamedTuple):
    """A command."""

    help: str
    description: str
    options: tuple[Option, ...]
    words: str
    """Metavar of its positional arguments, empty if it takes none."""
    words_help: str
    words_max: int
    epilog: str = ""


LANG = Option(
    "--lang",
    "language of findings and texts: English (authoritative) or Japanese (default: the project's, or en)",
    choices=LANGUAGES,
)
POLICIES = Option(
    "--policies",
    "a folder with policies of your own, added to the shipped ones; may be repeated",
    (),
    "DIR",
    repeat=True,
)
COLOR = Option(
    "--color",
    "colours: at a terminal (NO_COLOR and FORCE_COLOR honoured), always or never",
    "auto",
    choices=("auto", "always", "never"),
)
DEBUG = Option("--debug", "after an internal error, print the traceback", default=False)

FORMATS = ("text", "json", "sarif", "sarif-full", "junit", "github", "gitlab", "markdown", "html")
"""Formats of a report."""
FORMAT = Option("--format", "what stdout carries", "text", choices=FORMATS)
SHOWING = (
    FORMAT,
    Option(
        "--output",
        "a further report for a file, such as sarif=lictool.sarif or html=report.html; may be repeated",
        (),
        "FORMAT=FILE",
        repeat=True,
    ),
    Option(
        "--rule",
        "show only the findings of this rule; the exit code stays that of all; may be repeated",
        (),
        "NAME",
        repeat=True,
    ),
)
"""Options of every command that reports."""
AS_OF = Option("--as-of", "the day of the judgement (default: today in the project's time zone, or UTC)", None, "DATE")
JUDGING = (
    Option(
        "--fail-level",
        "the lightest severity that makes the exit code 1 (default: the project's, or error)",
        choices=SEVERITIES,
    ),
    AS_OF,
    Option(
        "--unknown",
        "severity that a question which cannot be decided has at most (default: the project's, or error)",
        choices=SEVERITIES,
    ),
    LANG,
    POLICIES,
    COLOR,
)
"""Options of every command that judges."""
ALLOW_EMPTY = Option("--allow-empty", "exit with 0 instead of 3 where nothing was judged", default=False)
EXIT_ZERO = Option("--exit-zero", "exit with 0 instead of 1 where there are findings", default=False)
ACCEPTING = (
    Option("--baseline", "a file with findings that are known and do not count (default: the project's)", None, "FILE"),
    Option("--no-waivers", "accept nothing: neither by waivers nor by a baseline", default=False),
)
"""Options about findings that are there but do not count."""
TRUSTED = Option(
    "--trusted", "take project file, policies and waivers from this commit instead of from what is judged", None, "REF"
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
    "init": Command(
        "write a starter",
        "Write a commented manifest, project file and hook entry into the folder (default: the working folder)."
        " What is there already stays as it is.",
        (LANG, DEBUG),
        "FOLDER",
        "where to write",
        1,
    ),
    "import": Command(
        "turn device outputs and definitions into a manifest",
        "Read what devices print and other tools define, and write what it says as a part of a manifest, each fact with its"
        " source. What is only observed, configured or claimed never becomes used or bought. KIND `auto` recognises what"
        " the files hold, section by section; what gave no fact is listed with its lines.",
        (
            Option("--to", "write the manifest to this file instead of stdout", None, "FILE"),
            Option("--force", "replace the file of --to if it is there", default=False),
            Option("--deployment", "name of the deployment that it is a part of (default: imported)", None, "NAME"),
            Option(
                "--headend",
                "name of the headend that all outputs are of (default: what the device calls itself)",
                None,
                "NAME",
            ),
            Option(
                "--salt",
                "write digests of user names, salted with the content of this file (default: counts alone)",
                None,
                "FILE",
            ),
            LANG,
            DEBUG,
        ),
        "KIND FILE",
        "what the files are (see below), and the files",
        1_000_000,
        """\
kinds:
  auto and the types of `sources` in the manifest (lictool schema manifest), such as asa-show-version

exit codes:
  0  written; warnings and what was skipped are on stderr
  2  the set-up is wrong: options, paths, a file that is there already
  3  nothing was recognised
  4  internal error

examples:
  lictool import auto fw-1.txt fw-2.txt --deployment emea --to licensing/observed.yaml
  lictool import asa-show-vpn-sessiondb sessions.txt --headend fw-1""",
    ),
    "test": Command(
        "run the examples inside the rules",
        "Judge every example of every rule and compare with what it says: outcome, message, place.",
        (
            Option("--coverage", "tell which outcomes and sub-expressions no example reaches", default=False),
            Option(
                "--mutate",
                "change each rule in one place at a time, and tell which changes no example notices",
                default=False,
            ),
            Option(
                "--threshold",
                "least share that --coverage must reach and --mutate must kill (default: none for"
                " --coverage; --mutate kills all but the equivalents that the rules list)",
                None,
                "PERCENT",
            ),
            POLICIES,
            COLOR,
            DEBUG,
        ),
        "RULE",
        "names of rules; default: all",
        1_000_000,
        """\
exit codes:
  0  all examples hold, and the thresholds are met
  1  some do not, or they are not
  2  a policy cannot be used
  3  there are no examples
  4  internal error

examples:
  lictool test --coverage --threshold 100
  lictool test RULE --mutate                survivors of one rule, as a diff""",
    ),
    "explain": Command(
        "list the rules, show one, or how one came to its verdict",
        "Without RULE, list the rules; with RULE, show what it demands, why, by which source, and its examples. With --on,"
        " show how the rule comes to its verdicts on manifests: the clause that decided, the facts it rests on, what would"
        " change it.",
        (
            Option("--on", "manifests, or folders that are searched for them", (), "PATH", many=True),
            AS_OF,
            LANG,
            POLICIES,
            DEBUG,
        ),
        "RULE",
        "name of a rule",
        1,
        """\
exit codes with --on:
  0  shown, whatever the verdicts
  2  the set-up is wrong: options, paths, policies
  3  nothing was judged, or the rule found no subject
  4  internal error

examples:
  lictool explain expired-term-in-use
  lictool explain expired-term-in-use --on estate --as-of 2027-04-01""",
    ),
    "faq": Command(
        "read the cited sources in own words",
        "Without words, list the entries; with names of entries, show what the source says and which rules rest on it.",
        (LANG, POLICIES, DEBUG),
        "ENTRY",
        "such as Q25; or search WORDS, coverage, verify FILE",
        1_000,
        """\
more:
  search WORDS   entries that hold all the words, in whatever language
  coverage       every entry: the rules that cite it, the outcomes that their examples show
  verify FILE    what a newer text of the source (plain, or a saved web page) changes, and what stands on it

exit codes:
  0  shown; everything is as it was
  1  search found nothing, coverage a fault, or verify a change
  2  there is no such entry or file, or a policy cannot be used
  4  internal error

examples:
  lictool faq Q4 Q25
  lictool faq search swss 契約""",
    ),
    "schema": Command(
        "print a shipped JSON Schema",
        "Without NAME, list the schemas; with NAME, print one, for editors and validators.",
        (DEBUG,),
        "NAME",
        "such as manifest",
        1,
    ),
}
"""The commands by name."""
