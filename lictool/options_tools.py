"""The commands around judging (starting, importing, testing, explaining), and what they take."""

from __future__ import annotations

from lictool.options import AS_OF, COLOR, DEBUG, LANG, POLICIES, Command, Option

COMMANDS = {
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
            Option(
                "--merge",
                "put what was read into the manifest in this file, which keeps its comments, order and all that it says",
                None,
                "FILE",
            ),
            Option("--dry-run", "with --merge: only show the difference, write nothing", default=False),
            Option(
                "--force",
                "replace the file of --to if it is there; with --merge, what contradicts what was read",
                default=False,
            ),
            Option("--deployment", "name of the deployment that it is a part of (default: imported)", None, "NAME"),
            Option(
                "--headend",
                "name of the headend that all outputs are of (default: what the device calls itself)",
                None,
                "NAME",
            ),
            Option(
                "--map",
                "what the columns of an export mean: a document of kind ImportMap (lictool schema importmap)",
                None,
                "FILE",
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
  0  written; warnings and what was skipped are on stderr, with --merge the difference too
  1  with --merge: the manifest says something else at places that are named; nothing was written
  2  the set-up is wrong: options, paths, a file that is there already
  3  nothing was recognised
  4  internal error

examples:
  lictool import auto fw-1.txt fw-2.txt --deployment emea --to licensing/observed.yaml
  lictool import asa-show-vpn-sessiondb sessions.txt --headend fw-1
  lictool import order-export orders.csv --map maps/orders.yaml
  lictool import auto fw-1.txt --merge licensing/emea.yaml --dry-run""",
    ),
    "drift": Command(
        "compare what is declared with what devices show",
        "Compare a manifest, or the deployment in a folder, with outputs and definitions of devices, fact by fact: what"
        " contradicts it, what it does not declare, and what such an observation cannot decide, with what it proves.",
        (
            Option("--format", "what stdout carries", "text", choices=("text", "json")),
            Option("--deployment", "name of the deployment, where there are several", None, "NAME"),
            Option(
                "--headend",
                "name of the headend that all outputs are of (default: what the device calls itself)",
                None,
                "NAME",
            ),
            LANG,
            DEBUG,
        ),
        "PATH",
        "the manifest or a folder of them; then the files of evidence, as for lictool import auto",
        1_000_000,
        """\
exit codes:
  0  nothing contradicts the manifest
  1  something does
  2  the set-up is wrong: options, paths, a manifest with faults
  3  nothing was recognised in the evidence
  4  internal error

examples:
  lictool drift licensing/emea.yaml evidence/fw-1.txt evidence/fw-2.txt
  lictool drift licensing evidence/*.txt --format json > drift.json""",
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
