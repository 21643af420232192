"""Triton's client of the Open Inference Protocol against the address given: prints what it was answered as one line of JSON."""
import json
import sys

import numpy
import pandas
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput
from tritonclient.utils import InferenceServerException

address, name, version, token, csv = sys.argv[1:]


def headers():
    # The client writes into what it is given.
    return {"Authorization": "Bearer " + token}


client = InferenceServerClient(address)
data = pandas.read_csv(csv)
metadata = client.get_model_metadata(name, headers=headers())
columns = [tensor["name"] for tensor in metadata["inputs"]]


def tensor(called, values, binary):
    kinds = {"float64": "FP64", "float32": "FP32", "int64": "INT64"}
    made = InferInput(called, list(values.shape), kinds[str(values.dtype)])
    return made.set_data_from_numpy(values, binary_data=binary)


def infer(inputs, **more):
    return client.infer(name, inputs, headers=headers(), **more).as_numpy("prediction")


def by_column(binary, shape):
    return [tensor(column, data[column].to_numpy().reshape(shape), binary) for column in columns]


matrix = data[columns].to_numpy(dtype=numpy.float64)
as_json = [InferRequestedOutput("prediction", binary_data=False)]
found = {
    "columns as bytes": infer(by_column(True, -1)),
    "columns as JSON": infer(by_column(False, (-1, 1)), outputs=as_json),
    "matrix as bytes": infer([tensor("rows", matrix, True)], model_version=version),
    "matrix as JSON": infer([tensor("rows", matrix, False)], outputs=as_json),
    "compressed": infer([tensor("rows", matrix, True)], request_compression_algorithm="gzip"),
    "deflated": infer([tensor("rows", matrix, True)], request_compression_algorithm="deflate"),
}
errors = []
for attempt in (
    lambda: client.infer("other", by_column(True, -1), headers=headers()),
    lambda: client.infer(name, by_column(True, -1)[1:], headers=headers()),
    lambda: client.infer(name, by_column(True, -1)),
):
    try:
        attempt()
    except InferenceServerException as error:
        errors.append([error.status(), error.message()])
print(json.dumps({
    "live": client.is_server_live(),
    "ready": client.is_server_ready(),
    "model": [client.is_model_ready(name, headers=headers()), client.is_model_ready(name, version, headers=headers()), client.is_model_ready("other", headers=headers())],
    "extensions": client.get_server_metadata(headers=headers())["extensions"],
    "outputs": metadata["outputs"],
    "shapes": {kind: list(values.shape) for kind, values in found.items()},
    "predictions": {kind: values.flatten().tolist() for kind, values in found.items()},
    "errors": errors,
}))
