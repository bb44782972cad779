#!/usr/bin/env bash
# Fetches java-grok with Maven, into a cache outside of the clone. `--path` only prints where it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
to=${XDG_CACHE_HOME:-$HOME/.cache}/lambdakube/java-grok-0.1.9
if [ "${1:-}" = --path ]; then
  echo "$to"
  exit
fi
[ ! -d "$to" ] || exit 0
draft=$to.$$
trap 'rm -rf "$draft"' EXIT
mvn -q -B -f pom.xml dependency:copy-dependencies -DoutputDirectory="$draft"
mv -T "$draft" "$to" 2>/dev/null || [ -d "$to" ]
