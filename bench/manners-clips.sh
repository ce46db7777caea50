#!/usr/bin/env bash
# Miss Manners in CLIPS and in a session, with the same guests, one after the other on this machine. Prints a line for each number of
# guests: seconds of processor time from no facts to all seated, the median of five runs each; a session also in its first run, when
# nothing is compiled just in time yet.
# Needs 'clips' (Debian's package has 6.30); says so and ends well where it is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v clips > /dev/null; then
  echo 'skipped: no clips here; install the package of that name (apt-get install clips)'
  exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
runs=5

dotnet build bench/RunbookSdk.Benchmarks -c Release --nologo -v q > "$scratch/build" || { cat "$scratch/build"; exit 2; }
bench() { dotnet bench/RunbookSdk.Benchmarks/bin/Release/net10.0/RunbookSdk.Benchmarks.dll "$@"; }

# clips_run FACTS: seats the guests of a file once; prints 'seconds firings'.
clips_run() {
  cat > "$scratch/run.bat" << END
(load bench/clips/manners.clp)
(load $1)
(watch statistics)
(defglobal ?*seconds* = 0)
(set-reset-globals FALSE)
(bind ?*seconds* (timer (reset) (run)))
(printout t "seconds " ?*seconds* crlf)
(exit)
END
  clips -f2 "$scratch/run.bat" > "$scratch/said" < /dev/null
  printf '%s %s\n' "$(awk '$1 == "seconds" { print $2 }' "$scratch/said")" "$(awk '/rules fired/ { print $1 }' "$scratch/said")"
}

median() { sort -g | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'; }

echo 'guests clips-seconds clips-firings session-seconds session-first-run-seconds session-firings clips/session'
for guests in "${@:-16 32 64 128}"; do
  for count in $guests; do
    bench manners-facts "$count" > "$scratch/facts.clp"
    for ((run = 0; run < runs; run++)); do clips_run "$scratch/facts.clp"; done > "$scratch/clips"
    read -r clips_seconds clips_firings < <(median < "$scratch/clips")
    read -r seconds first firings < <(bench manners "$count")
    awk -v g="$count" -v c="$clips_seconds" -v cf="$clips_firings" -v s="$seconds" -v f="$first" -v n="$firings" \
      'BEGIN { printf "%d %.4f %d %.4f %.4f %d %.1f\n", g, c, cf, s, f, n, c / s }'
  done
done
