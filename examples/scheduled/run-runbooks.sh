#!/bin/sh
# One evaluation of the runbooks beside this file, for any scheduler. What it prints are decisions, one CloudEvent a line.
#   RUNBOOK_FACTS   a file or folder of facts (default: none, only time passes)
#   RUNBOOK_STATE   where the state is kept (default: state.db beside this file)
# Exit code: 0 fine; 1 facts were rejected or rules had faults; 2 could not run; 75 another run has the state.
set -u
here=$(cd "$(dirname "$0")" && pwd)
set -- eval --runbooks "$here/runbooks" --state "${RUNBOOK_STATE:-$here/state.db}" --wait 30s
if [ -n "${RUNBOOK_FACTS:-}" ]; then set -- "$@" --facts "$RUNBOOK_FACTS" --since-last; fi
exec ${RUNBOOK:-runbook} "$@"
