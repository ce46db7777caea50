# How the pages of one replay fit the labelled windows of its series. Made for docs/backtest.md:
#   jq -rs --arg series NAME --slurpfile windows anomaly-windows.json -f score.jq decisions.jsonl
def instant: .[0:19] | sub(" "; "T") + "Z" | fromdate;

[$windows[0][$series + ".csv"][] | map(instant)] as $labelled
| ["threshold", "lasting", "window", "swings"][] as $rule
| [.[] | select(.data.rule == $rule and .data.action == "page") | .time | instant] as $pages
| [$labelled[] as [$first, $last] | [$pages[] | select(. >= $first and . <= $last)] | if length > 0 then (min - $first) / 60 | floor else null end] as $delays
| [$pages[] | select(. as $page | $labelled | all($page < .[0] or $page > .[1]))] as $outside
| [$series, $rule, "\($delays | map(select(. != null)) | length) of \($delays | length)", ($outside | length),
    ($delays | map(if . == null then "-" else "\(. / 60 | floor):\(. % 60 | tostring | if length < 2 then "0" + . else . end)" end) | join(", "))]
| @tsv
