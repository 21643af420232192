import { call } from '../helpers/api';
import { column, type RunningGateway, startGateway } from '../helpers/gateway';
import { folderWith } from '../helpers/model-folder';
import { describeWithPlumber } from '../helpers/plumber-process';

const SERVICE = `
#* @get /double
#* @serializer unboxedJSON
function(x) 2 * as.numeric(x)
#* @get /metadata
function() "the script's own"
#* @get /die
function() { tools::pskill(Sys.getpid(), 9L); Sys.sleep(5) }
`;
const SCORE = 'score <- function(model, data) { if (any(data$x < 0)) stop("no negative x"); 2 * data$x }';

describeWithPlumber('a script beside a score.R', () => {
  let running: RunningGateway;

  beforeAll(async () => {
    const path = folderWith({ 'service.R': SERVICE, 'score.R': SCORE, 'sample.csv': 'x\n1\n2\n' });
    running = await startGateway({ path, inputs: [column('x', 'double')] });
  });

  afterAll(() => running.stop());

  const ask = async (path: string): Promise<unknown> => (await fetch(running.url + path)).json();

  it('answers its own paths', async () => {
    expect(await ask('/double?x=21')).toBe(42);
  });

  it('leaves rows to score(), in every protocol', async () => {
    const inferred = await call(running, 'POST', '/v2/models/tested/infer', { inputs: [{ name: 'x', datatype: 'FP64', shape: [2], data: [1, 2] }] });
    const consumed = await call(running, 'POST', '/api/tested/1.2.3', { inputData: { x: [1, 2] } });
    expect((await running.score([{ x: 1 }, { x: 2 }])).body).toEqual([{ prediction: 2 }, { prediction: 4 }]);
    expect(inferred.json.outputs).toEqual([{ name: 'prediction', datatype: 'FP64', shape: [2], data: [2, 4] }]);
    expect(consumed.json.outputParameters).toEqual({ prediction: [2, 4] });
  });

  it('gives nobody another\'s answer where both are asked at once', async () => {
    const numbers = Array.from({ length: 200 }, (_, at) => at);
    const answers = await Promise.all(numbers.map((x) => (x % 2 === 0 ? ask(`/double?x=${x}`) : running.score({ x }).then(({ body }) => body.prediction))));
    expect(answers).toEqual(numbers.map((x) => 2 * x));
  });

  it('goes on after an error of score() and after the end of a process', async () => {
    expect((await running.score({ x: -1 })).body.reason).toBe('no negative x');
    const [died, ...scored] = await Promise.all([fetch(`${running.url}/die`), ...numbersFrom(1, 20).map((x) => running.score({ x }))]);
    expect([died.status, scored.map(({ body }) => body.prediction)]).toEqual([500, numbersFrom(1, 20).map((x) => 2 * x)]);
  });

  it('comes before the gateway\'s own routes', async () => {
    expect(await ask('/metadata')).toEqual(['the script\'s own']);
  });

  it('is described with the scoring of rows, the script\'s paths after it', async () => {
    const { paths } = await ask('/openapi.json') as { paths: object };
    expect(Object.keys(paths)).toEqual(['/score', '/double', '/metadata', '/die']);
  });
});

const numbersFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, at) => first + at);
