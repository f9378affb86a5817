"""What expressions made at random may look like, by kind; see `oracle_maker`."""

from __future__ import annotations

from tests.expr.instances import DATES, TEXTS

FORMS: dict[str, tuple[str, ...]] = {
    "bool": (
        "({bool} && {bool})", "({bool} || {bool})", "({bool} || {bool} || {bool})", "({bool} && {bool} && {bool})",
        "(!{bool})", "({bool} ? {bool} : {bool})", "({bool} == {bool})", "({bool} != {bool})", "({bool} < {bool})",
        "({int} < {int})", "({int} <= {int})", "({int} > {int})", "({int} >= {int})", "({int} == {int})", "({int} != {int})",
        "({double} < {double})", "({double} >= {double})", "({double} == {double})", "({uint} == {uint})", "({uint} <= {uint})",
        "({string} == {string})", "({string} != {string})", "({string} < {string})", "({string} >= {string})",
        "({bytes} == {bytes})", "({bytes} < {bytes})",
        "({timestamp} < {timestamp})", "({timestamp} == {timestamp})", "({timestamp} >= {timestamp})",
        "({duration} <= {duration})", "({duration} == {duration})", "({ints} == {ints})", "({texts} != {texts})", "({counts} == {counts})",
        "({int} in {ints})", "({string} in {texts})", "({string} in {counts})", "({double} in {doubles})", "({bool} in [{bool}, {bool}])",
        "{string}.startsWith({string})", "{string}.endsWith({string})", "{string}.contains({string})", "{string}.matches({pattern})",
        "(dyn({int}) == dyn({double}))", "(dyn({int}) < dyn({double}))", "(dyn({uint}) >= dyn({int}))", "(dyn({double}) < dyn({uint}))",
        "(dyn({int}) == dyn({string}))", "(dyn({int}) in dyn({doubles}))", "(type({int}) == int)", "(type(dyn({double})) == type({double}))",
        "({quantities})", "({quantities})", "({quantities})", "({enums})", "({enums})", "({enums})", "({has})", "({guarded})", "({guarded})",
        *["{macro}"] * 9, "[{int}, {int}].exists_one({fresh:int}, {bool})", "{counts}.all({fresh:string}, {bool})",
    ),
    "int": (
        "({int} + {int})", "({int} - {int})", "({int} * {small})", "({int} / {small})", "({int} % {small})", "({int} - {int} + {int})", "(-({int}))",
        "size({string})", "{string}.size()", "{ints}.size()", "size({texts})", "{counts}.size()", "size({bytes})", "[{int}, {int}][{position}]",
        "({bool} ? {int} : {int})", "int({numeral})", "int({double})", "int({timestamp})", "number({quantity})", "number({quantity})",
        "{string}.indexOf({string})", "{string}.indexOf({string}, {position})", "{string}.lastIndexOf({string})", "{string}.lastIndexOf({string}, {position})",
        "{timestamp}.getFullYear()", "{timestamp}.getMonth()", "{timestamp}.getDate()", "{timestamp}.getDayOfMonth({zone})", "{timestamp}.getDayOfWeek()",
        "{timestamp}.getDayOfYear()", "{timestamp}.getHours({zone})", "{timestamp}.getMinutes({zone})", "{timestamp}.getSeconds()", "{timestamp}.getMilliseconds()",
        "{duration}.getHours()", "{duration}.getMinutes()", "{duration}.getSeconds()", "{duration}.getMilliseconds()", "{mapped}.size()",
        "{counts}.filter({fresh:string}, {bool}).size()", "{counts}.map({fresh:string}, {int}).size()",
    ),
    "uint": ("({uint} + {uint})", "({uint} / 2u)", "({uint} % 3u)", "uint({small})", "uint(size({string}))", "uint({numeral})"),
    "double": (
        "({double} + {double})", "({double} - {double})", "({double} * {double})", "({double} / {double})", "(-({double}))", "double({int})",
        "double({numeral})", "double({uint})", "({bool} ? {double} : {double})",
    ),
    "string": (
        "({string} + {string})", "({bool} ? {string} : {string})", "string({int})", "string({tame})", "string({bool})", "string({uint})",
        "string(bytes({string}))", "string({second})", "string({seconds})", "{texts}.join({string})", "{texts}.join()", "{string}.charAt({position})",
        "{string}.lowerAscii()", "{string}.upperAscii()", "{string}.trim()", "{string}.replace({string}, {string})", "{string}.replace({string}, {string}, {small})",
        "{string}.substring({position})", "({string} + 'xyz').substring({position}, 2)", "string({enum})", "[{string}, {string}][{position}]",
    ),
    "bytes": ("bytes({string})", "({bytes} + {bytes})"),
    "timestamp": ("({timestamp} + {duration})", "({duration} + {timestamp})", "({timestamp} - {duration})", "timestamp({moment})", "timestamp({small} * 86399)"),
    "duration": ("({timestamp} - {timestamp})", "({duration} + {duration})", "({duration} - {duration})", "duration({span})", "duration(string({seconds}))"),
    "ints": (
        "[{int}, {int}]", "[{int}]", "({ints} + {ints})", "{ints}.filter({fresh:int}, {bool})", "{ints}.map({fresh:int}, {int})", "{texts}.map({fresh:string}, {int})",
        "{ints}.map({fresh:int}, {bool}, {int})", "{mapped}", "({bool} ? {ints} : {ints})",
    ),
    "texts": (
        "[{string}]", "[{string}, {string}]", "({texts} + {texts})", "{texts}.filter({fresh:string}, {bool})", "{texts}.map({fresh:string}, {string})",
        "({string} + ',').split({string})", "({string} + 'a').split({string}, {small})", "{ints}.map({fresh:int}, {string})",
    ),
    "doubles": ("[{double}, {double}]", "{ints}.map({fresh:int}, {double})"),
    "counts": ("{'a': {int}, 'b': {int}}", "{{string}: {int}}", "({bool} ? {counts} : {counts})"),
}  # fmt: skip
"""What an expression of a kind may look like; kinds in braces are holes, `fresh` names a macro's new variable."""

RISKY: dict[str, tuple[str, ...]] = {
    "bool": ("bool({text})", "bool({truth})", "{string}.matches({string})", "(dyn({string}) < dyn({int}))", "(dyn({int}) ? true : {bool})", "(dyn({int}) && {bool})"),
    "int": (
        "({int} * {int})", "({int} / {int})", "({int} % {int})", "{ints}[{int}]", "{counts}[{string}]", "int({text})", "int({uint})",
        "{string}.indexOf({string}, {int})", "{string}.lastIndexOf({string}, {int})", "{ints}[{position}]", "counts.a", "int({oddint})", "int({edge})",
    ),
    "uint": ("({uint} - {uint})", "({uint} * {uint})", "({uint} / {uint})", "({uint} % {uint})", "uint({int})", "uint({double})", "uint({text})", "uint({oddint})", "uint({edge})"),
    "double": ("double({text})", "double({odddouble})", "{doubles}[{int}]", "{doubles}[{position}]"),
    "string": (
        "{texts}[{int}]", "{texts}[{position}]", "{string}.charAt({int})", "{string}.substring({int})", "({string} + 'xyz').substring({int}, 2)", "({string} + 'xyz').substring(0, {position})", "string({bytes})",
        "{string}.replace({string}, {string}, {int})",
    ),
    "timestamp": ("timestamp({badmoment})", "timestamp({text})", "timestamp({int})"),
    "duration": ("duration({badspan})", "duration({text})"),
    "texts": ("({string} + 'a').split({string}, {int})",),
}  # fmt: skip
"""Forms that often fail, which are rarely taken: an expression of errors alone shows little."""

LITERALS: dict[str, tuple[str, ...]] = {
    "bool": ("true", "false"),
    "int": ("0", "1", "-1", "2", "7", "9223372036854775807", "-9223372036854775808"),
    "uint": ("0u", "1u", "3u", "18446744073709551615u"),
    "double": ("0.0", "1.0", "-1.5", "0.1", "1e300", "9223372036854775808.0", "2.0", "1e-7", "1e21", "123456789.125"),
    "string": tuple(repr(text) for text in TEXTS),
    "bytes": ("b''", "b'a'", "b'\\xff'", "b'é'"),
    "timestamp": ("timestamp('2026-03-01T00:00:00Z')", "timestamp('2024-02-29T23:59:59.999999999Z')", "timestamp('0001-01-01T00:00:00Z')"),
    "duration": ("duration('0')", "duration('1h30m')", "duration('-1.5s')", "duration('1ms')", "duration('2540400h')"),
    "ints": ("[0]", "[1, 2, 3]", "[3, 3]"),
    "texts": ("['a']", "['x', 'y', 'a']"),
    "doubles": ("[1.0, 2.5]", "[0.0]"),
    "counts": ("{'a': 1}", "{'x': 3, '12': 0}"),
    "zone": ("'UTC'", "'Europe/Berlin'", "'+02:00'", "'-05:30'", "'Asia/Tokyo'", "'Nowhere/Land'"),
    "pattern": ("'^a'", "'[0-9]+'", "'a|b'", "'^$'", "'(?i)A.b'", "'\\\\d\\\\.\\\\d'", "'\\\\bfw-\\\\d\\\\b'", "'[^a]'", "'z$'", "'a{2,3}'"),
    "moment": (
        *(repr(f"{day}T12:30:00Z") for day in DATES), "'2026-07-01T09:30:00+02:00'", "'2026-07-01T09:30:00.25-05:30'",
        "'9999-12-31T23:59:59.999999999Z'",
    ),
    "badmoment": (
        "string('2026-02-29T00:00:00Z')", "string('x')", "string('2026-07-01t09:30:00z')", "string('2026-07-01T24:00:00Z')",
        "string('2026-07-01_09:30:00Z')", "string('2026-06-30T23:59:60Z')", "string('2026-07-01T09:30:00+24:00')", "string('0000-01-01T00:00:00Z')",
        "string('2026-07-01T09:30:00.1234567891Z')", "string('2026-07-01T09:30Z')",
        "string('10000-01-01T00:00:00Z')", "string('2026-07-01T09:30:00.Z')", "string('2026-07-01T09:30:00,5Z')",
    ),
    "badspan": (
        "string('x')", "string('1')", "string('1d')", "string('')", "string('1h 30m')", "string('1.5.5h')", "string('1h-30m')", "string('1us')",
        "string('1H')", "string('-.5s')", "string('+-1s')", "string('1e3s')", "string('9223372036s')", "string('1.0000000001s')",
        "string('-')", "string('.s')", "string('1.s')", "string('00')", "string('-0')", "string('s')", "string('2562047h47m16.854775807s')", "string('0.5h')",
    ),
    "oddint": ("string('0x10')", "string('1e3')", "string('1_000')", "string('--1')", "string('١')", "string('-0')", "string('1.0')",
               "string('-9223372036854775808')", "string('9223372036854775808')", "string('18446744073709551615')", "string('18446744073709551616')", "string('-1')"),
    "odddouble": ("string('inf')", "string('Infinity')", "string('-inf')", "string('1e400')", "string('.5')", "string('5.')", "string('1_0')",
                  "string('1e')", "string('+1.5')", "string('--1')", "string('1e-400')", "string('1d')", "string('+Inf')", "string('')"),
    "edge": ("9223372036854775807.0", "-9223372036854775808.0", "9223372036854774784.0", "-9223372036854774784.0", "-0.9", "0.9", "18446744073709551615.0",
             "18446744073709549568.0", "(0.0 / 0.0)", "(1.0 / 0.0)", "-1.0"),
    "tame": ("0.0", "1.0", "-1.5", "0.1", "123456.0", "1e-7", "1e21", "(0.1 + 0.2)", "(1.0 / 3.0)", "double({small})", "-0.0", "999999.5", "-4.5e-3"),
    "second": ("timestamp('2026-03-01T00:00:00Z')", "timestamp('2024-02-29T23:59:59Z')", "at", "(at + {seconds})", "(at - {seconds})", "(timestamp('2026-07-01T09:30:00+02:00') + {seconds})"),
    "seconds": ("span", "duration('1h30m')", "duration('-90s')", "(span + duration('24h'))", "duration('0')"),
    "text": ("s", "t", "deployment.name", "deployment.users.note"),
    "position": ("0", "0", "1", "1", "2"),
    "small": ("1", "2", "3", "-1", "-2", "7"),
    "numeral": ("'12'", "'7'", "'0'", "'003'", "string({int})"),
    "truth": ("'true'", "'tRue'", "'T'", "'F'", "'yes'", "' true'", "'f'", "'FALSE'", "'false'", "'TRUE'", "'t'", "'1'", "'0'", "'False'"),
    "span": ("'1h'", "'1.5h'", "'90s'", "'-20ms'", "'1h1m1s1ms1us1ns'", "'.5s'", "'+3s'"),
}  # fmt: skip

KINDS = tuple(FORMS)
SHOWN = (
    "bool",
    "int",
    "uint",
    "double",
    "string",
    "bytes",
    "ints",
    "texts",
    "doubles",
    "counts",
    "timestamp",
    "duration",
)
"""Kinds of which values are compared, moments and spans to the microsecond."""
