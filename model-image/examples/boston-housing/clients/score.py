"""Scores the rows of a CSV file: score.py <url of the model> <file>. PLUMBLINE_USER and PLUMBLINE_PASSWORD say who asks. Python's own library suffices."""
import csv
import json
import os
import sys
import urllib.request


def post(url, body, token=None):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def main(url, file):
    login = post(f"{url}/login", {"username": os.environ["PLUMBLINE_USER"], "password": os.environ["PLUMBLINE_PASSWORD"]})
    with open(file, newline="") as lines:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]
    # chas and rad are whole numbers in the model's contract, and 1.0 is one.
    for prediction in post(f"{url}/score", rows, login["access_token"]):
        print(repr(prediction["medv"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
