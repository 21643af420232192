#!/bin/sh
# Scores the rows of a CSV file: score.sh <url of the model> <file>. PLUMBLINE_USER and PLUMBLINE_PASSWORD say who asks. Needs curl.
set -eu

url=$1
file=$2

# The password goes through standard input, so that no list of processes shows it. The token is what stands between the quotes after access_token.
token=$(printf '{"username": "%s", "password": "%s"}' "$PLUMBLINE_USER" "$PLUMBLINE_PASSWORD" |
  curl --fail-with-body --silent --show-error --header 'Content-Type: application/json' --data @- "$url/login" |
  sed 's/.*"access_token":"\([^"]*\)".*/\1/')

printf 'header = "Authorization: Bearer %s"\n' "$token" |
  curl --fail-with-body --silent --show-error --config - --header 'Content-Type: text/csv' --header 'Accept: text/csv' --data-binary "@$file" "$url/score"
