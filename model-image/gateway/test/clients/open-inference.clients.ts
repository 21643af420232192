import { BASE_PATH, CSV, expectedPredictions, login, startService } from './sample-service';
import { describeWithClients, python } from './venv';
import type { RunningGateway } from '../helpers/gateway';

describeWithClients('Triton\'s client of the Open Inference Protocol', () => {
  let running: RunningGateway;
  let found: any;
  let prediction: readonly number[];

  beforeAll(async () => {
    running = await startService();
    const address = `${running.url.replace('http://', '')}${BASE_PATH}`;
    found = await python('triton_client.py', [address, 'tested', '1.2.3', await login(running), CSV]);
    prediction = await expectedPredictions(running);
  });

  afterAll(() => running.stop());

  it('finds server and model, and tells which model is not there', () => {
    expect([found.live, found.ready, found.model, found.extensions]).toEqual([true, true, [true, true, false], ['binary_tensor_data']]);
    expect(found.outputs).toEqual([{ name: 'prediction', datatype: 'FP64', shape: [-1] }]);
  });

  it.each([
    ['columns as bytes', [5]],
    ['columns as JSON', [5, 1]],
    ['matrix as bytes', [5, 1]],
    ['matrix as JSON', [5, 1]],
    ['compressed', [5, 1]],
    ['deflated', [5, 1]],
  ])('gets the predictions of /score for %s', (kind, shape) => {
    expect(prediction).toHaveLength(5);
    expect([found.predictions[kind], found.shapes[kind]]).toEqual([prediction, shape]);
  });

  it('raises what it is refused for', () => {
    expect(found.errors).toEqual([
      ['404', 'there is no model "other"; known is tested'],
      ['400', '1 value does not fit the model\'s contract; crim: found no such column, allowed is a double'],
      ['401', 'a bearer token is needed'],
    ]);
  });
});
