import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect } from './connection';
import { RunDirectory } from '../cluster/run-directory';
import { repositoryIn, Stage } from '../flux/stage';
import { eventually } from '../kubernetes/eventually';
import { deployment, namespace } from '../kubernetes/objects';
import { newRepository, OPTIONS, packed, preparePackages, projen } from '../scaffold/repository';

const OBJECT = resolve(__dirname, '..', '..', 'model-image', 'examples', 'boston-housing', 'model.rds');

/** From one command to a model that runs, as a new user goes. */
describe('a cluster that follows a team\'s own repository', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'plumbline-team-'));
  const folder = join(workspace, 'team-scoring');
  let stage: Stage;

  beforeAll(async () => {
    preparePackages();
    expect(newRepository(folder, packed(workspace), ...OPTIONS)).toMatchObject({ exitCode: 0 });
    const directory = RunDirectory.ofEnvironment();
    stage = new Stage(await connect(), directory, repositoryIn(directory, folder));
    await stage.open();
  }, 600_000);

  afterAll(async () => {
    await stage?.close();
    rmSync(workspace, { recursive: true, force: true });
  }, 180_000);

  /** What a person runs in the repository; it has to succeed. */
  function run(...args: readonly string[]): string {
    const { exitCode, output } = projen(folder, ...args);
    if (exitCode !== 0) { throw new Error(`npx projen ${args.join(' ')} ended with ${exitCode}:\n${output}`); }
    return output;
  }

  /** Synth, test, then what the review says of it; then the branch is merged and Flux has applied it. */
  async function merged(message: string): Promise<string> {
    run('synth');
    run('test');
    const review = run('review');
    const commit = stage.repository.mergeBranch(message);
    await stage.notify();
    await stage.applied(commit, { timeoutSeconds: 240 });
    return review;
  }

  const ceilingOf = async (model: string) => {
    const scaler = await stage.api.get({ ...deployment(model), apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' });
    return (scaler?.spec as { maxReplicas: number }).maxReplicas;
  };

  test('gets its first model from what new, synth and a commit made', async () => {
    run('synth');
    run('test');
    const commit = stage.repository.commit('Render');
    await stage.follow('production');
    stage.standIns.start();
    await stage.applied(commit, { timeoutSeconds: 300 });
    expect(await stage.api.get(deployment('churn'))).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'contosoteam.azurecr.io/r-scoring/churn:1.0.0' }] } } },
    });
  }, 360_000);

  test('gets a model of an R object by a branch, which the review calls new', async () => {
    stage.repository.branch('boston-housing');
    run('plumbline', 'new', 'model', 'boston-housing', '--from', OBJECT, '--team', 'crm');
    expect(await merged('Add boston-housing')).toMatch(/^boston-housing .*in production: new, 2 to 10 pods/m);
    expect(await stage.api.get(deployment('boston-housing'))).toBeDefined();
  }, 360_000);

  test('then has what the review says: two pods more at most, and no restart', async () => {
    const before = (await stage.api.get(deployment('boston-housing')))!;
    stage.repository.branch('more-pods');
    stage.repository.edit('models/boston-housing.yaml', '  workers:\n', '  scaling: { min: 2, max: 12 }\n  workers:\n');
    expect(await merged('Let boston-housing have more pods')).toMatch(/^boston-housing in production: \+2 pods at most, .*no restart/m);
    const after = (await stage.api.get(deployment('boston-housing')))!;
    expect(await ceilingOf('boston-housing')).toBe(12);
    expect((after.spec as { template: object }).template).toEqual((before.spec as { template: object }).template);
  }, 360_000);

  test('loses a model with its namespace, as the review warns', async () => {
    stage.repository.branch('without-boston-housing');
    stage.repository.remove('models/boston-housing.yaml');
    stage.repository.remove('models/boston-housing.predictions.json');
    expect(await merged('Remove boston-housing')).toMatch(/danger: boston-housing in production: the namespace boston-housing and all in it are pruned/);
    await eventually(async () => await stage.api.get(namespace('boston-housing')) === undefined ? undefined : 'it is there', {
      what: 'the namespace to go', timeoutSeconds: 120, explain: async () => stage.explain(),
    });
  }, 360_000);
});
