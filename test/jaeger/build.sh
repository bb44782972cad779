#!/usr/bin/env bash
# Prints the path of a Jaeger, which it builds first where there is none: a minute or two of download and about seven minutes of processor time, once.
# It stays in $XDG_CACHE_HOME/lambdakube (else ~/.cache/lambdakube), outside of any clone; `--path` only prints where it is or would be.
set -euo pipefail

# v1.76.0 of the module is Jaeger 2.13.0; the Go proxy has none that is newer.
version=v1.76.0
module=github.com/jaegertracing/jaeger/cmd/jaeger
folder=${XDG_CACHE_HOME:-$HOME/.cache}/lambdakube/jaeger-$version
jaeger=$folder/jaeger

if [ "${1:-}" = --path ] || [ -x "$jaeger" ]; then
  echo "$jaeger"
  exit 0
fi
if ! command -v go >/dev/null; then
  echo "Jaeger is built with Go, which is not installed: see https://go.dev/doc/install" >&2
  exit 3
fi

mkdir -p "$folder"
# Of two that find it absent one builds, the other waits for it.
exec 9>"$folder/lock"
if command -v flock >/dev/null; then
  flock 9
fi
if [ ! -x "$jaeger" ]; then
  echo "building Jaeger ($module@$version) into $folder" >&2
  work=$(mktemp -d "$folder/build.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  # `go install` refuses a module that replaces another; as a tool of a module of our own it builds.
  (
    cd "$work"
    go mod init lambdakube.test/jaeger
    go get -tool "$module@$version"
    nice -n 10 go build -trimpath -ldflags '-s -w' -o jaeger "$module"
  ) >&2
  # A rename, so that nobody ever starts half a file.
  mv "$work/jaeger" "$jaeger"
fi
echo "$jaeger"
