#!/bin/sh
# Turns a component off and on. Told twice to turn it off, it is off: an attempt may come again, with the same key.
set -eu
echo "$1 $2 ($RUNBOOK_BECAUSE)"
