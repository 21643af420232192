"""A client of the service that openapi-generator has made of its swagger.json: prints what it was answered as one line of JSON."""
import json
import sys

folder, url, user, password, csv = sys.argv[1:]
sys.path.insert(0, folder)

import pandas  # noqa: E402
import service_client as made  # noqa: E402

configuration = made.Configuration(host=url)
with made.ApiClient(configuration) as client:
    users = made.UserApi(client)
    tokens = users.login(made.LoginRequest(username=user, password=password))
    tokens = users.renew_token(made.RenewTokenRequest(refreshToken=tokens.refresh_token))
    configuration.api_key_prefix["Bearer"] = "Bearer"
    configuration.api_key["Bearer"] = tokens.access_token
    api = made.BostonApi(client)
    data = pandas.read_csv(csv)
    item = made.InputParameters(inputData=made.InputParametersInputData(**{column: data[column].tolist() for column in data.columns}))
    answer = api.score(item)
    started = api.start_batch_execution([item, item], parallel_count=2)
    state = api.get_batch_execution_status(started.batch_execution_id)
    while state.state != "complete":
        state = api.get_batch_execution_status(started.batch_execution_id, show_partial_results=True)
    files = api.get_batch_execution_files(started.batch_execution_id, 0)
    deleted = api.cancel_and_delete_batch_execution(started.batch_execution_id)
    try:
        api.get_batch_execution_status(started.batch_execution_id)
        missing = None
    except made.ApiException as error:
        missing = [error.status, json.loads(error.body)["message"]]
    users.revoke_refresh_token(tokens.refresh_token)
    try:
        api.score(item)
        revoked = None
    except made.ApiException as error:
        revoked = error.status
    print(json.dumps({
        "success": answer.success,
        "prediction": answer.output_parameters.prediction,
        "batch": [state.total_item_count, state.batch_execution_results[1].output_parameters.prediction, files],
        "deleted": deleted == [started.batch_execution_id],
        "missing": missing,
        "revoked": revoked,
    }))
