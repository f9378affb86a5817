#!/bin/sh
# Any other pipeline: judge manifests and keep the reports, whatever the verdict.
#
#   check.sh [PATH or option of lictool check]...
#
# The reports go to the folder $LICTOOL_REPORTS (lictool-reports where it is not set); the exit code is lictool's.
set -eu

reports=${LICTOOL_REPORTS:-lictool-reports}
mkdir -p "$reports"

code=0
lictool check \
  --output "json=$reports/lictool.json" \
  --output "junit=$reports/lictool.xml" \
  --output "sarif=$reports/lictool.sarif" \
  --output "html=$reports/lictool.html" \
  "$@" || code=$?

case $code in
  0) echo "licences: nothing to object to" >&2 ;;
  1) echo "licences: there are findings, see $reports/lictool.html" >&2 ;;
  2) echo "licences: the set-up is wrong, nothing was judged" >&2 ;;
  3) echo "licences: there was nothing to judge" >&2 ;;
  *) echo "licences: lictool did not come to an end (exit code $code)" >&2 ;;
esac
exit "$code"
