"""Microsoft's own client of Machine Learning Server against the URL given: prints what it was answered as one line of JSON."""
import json
import sys
import types

# The package is of 2018: the module imp is gone from Python, and code objects have more arguments than it gives them.
sys.modules.setdefault("imp", types.ModuleType("imp"))

import pandas  # noqa: E402
from azureml.common.http_client import HttpException  # noqa: E402
from azureml.deploy import DeployClient  # noqa: E402
from azureml.deploy.server import MLServer, service  # noqa: E402


def function_beget(_, name, parameters, doc):
    def method(self, *values):
        return self._consume(dict(zip(parameters[1:], values)))

    method.__name__, method.__doc__ = name, doc
    return method


service.function_beget = function_beget

url, name, version, user, password, csv = sys.argv[1:]
client = DeployClient(url, use=MLServer, auth=(user, password))
found = client.get_service(name, version=version)
data = pandas.read_csv(csv)
answer = getattr(found, found.capabilities()["operation_id"])(data)
item = {"inputData": {column: data[column].tolist() for column in data.columns}}
batch = found.batch([item, item], parallel_count=2).start()
state = batch.results(show_partial_results=True)
while state.state != "complete":
    state = batch.results(show_partial_results=True)
listed = batch.execution_id in found.list_batch_executions()
artifacts = batch.list_artifacts(0)
batch.cancel()
try:
    found.get_batch("unknown").results()
    missing = None
except HttpException as error:
    missing = [error.status, json.loads(error.body)]
print(json.dumps({
    "services": [one["name"] for one in client.list_services()],
    "versions": [one["version"] for one in client.list_services(name)],
    "latest": client.get_service(name).capabilities()["version"],
    "swagger": json.loads(found.swagger())["info"],
    "prediction": answer.output("prediction").tolist(),
    "error": answer.error,
    "batch": [state.total_item_count, state.execution(1).output("prediction").tolist(), listed, artifacts],
    "left": found.list_batch_executions(),
    "missing": missing,
}))
