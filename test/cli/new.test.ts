import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { newEnvironment, newModel } from '../../src/cli/new-run';
import { readPredictions } from '../../src/cli/predictions';
import { loadRepository } from '../../src/spec/load/load-repository';
import { plumbline } from '../helpers/plumbline';
import { TODAY } from '../helpers/specs';
import { readTree, temporaryFolder, writeFiles } from '../helpers/temporary-folder';

const EXAMPLE = join(__dirname, '..', '..', 'model-image', 'examples', 'boston-housing', 'model.rds');
const hasR = spawnSync('Rscript', ['--version']).status === 0;
if (!hasR && process.env.CI !== 'true') { process.stderr.write('Rscript was not found: what is learnt from R objects is not tested\n'); }

describe('plumbline new', () => {
  const root = temporaryFolder();

  test('writes a model and an environment that are valid together', () => {
    expect(plumbline(root(), ['new', 'model', 'churn', '--team', 'crm']).exitCode).toBe(0);
    expect(plumbline(root(), ['new', 'environment', 'dev']).exitCode).toBe(0);
    expect(loadRepository(root(), { today: TODAY }).errors).toEqual([]);
    const spec = readTree(root())['models/churn.yaml'];
    expect(spec.split('\n').length).toBeLessThanOrEqual(15);
    // The policy that a team's repository begins with wants one.
    expect(spec).toContain('\n  owner: crm\n');
  });

  test('points editors to the schemas of the package where the repository has none of its own', () => {
    plumbline(root(), ['new', 'model', 'churn']);
    writeFiles(root(), { 'node_modules/plumbline-scoring/schemas/model.v1.json': '{}' });
    plumbline(root(), ['new', 'model', 'fraud']);
    const tree = readTree(root());
    expect(tree['models/churn.yaml']).toContain('$schema=../schemas/model.v1.json');
    expect(tree['models/fraud.yaml']).toContain('$schema=../node_modules/plumbline-scoring/schemas/model.v1.json');
  });

  test('overwrites nothing', () => {
    writeFiles(root(), { 'models/churn.yaml': 'mine' });
    expect(plumbline(root(), ['new', 'model', 'churn'])).toEqual({
      exitCode: 1, stdout: '', stderr: 'error: models/churn.yaml is there already, and nothing was written; give another name, or edit it\n',
    });
    expect(readTree(root())).toEqual({ 'models/churn.yaml': 'mine' });
  });

  test('refuses a name that no model can have, and one that leads elsewhere', () => {
    for (const name of ['Churn', '../churn']) { expect(plumbline(root(), ['new', 'model', name]).stderr).toMatch(/^error: metadata.name must be .*nothing was written\n$/); }
    expect(readTree(root())).toEqual({});
  });

  test.each([
    ['a file that is not there', 'none.rds', 'there is no file or folder none.rds; nothing was written'],
    ['a file of another kind', 'model.csv', 'model.csv is neither an R object (.rds) nor an R file nor a folder, and only from those can a spec be learnt; nothing was written'],
    ['a script that neither scores nor serves', 'train.R', 'train.R has neither plumber\'s annotations (#* @post /score) nor a function score(model, data); nothing was written'],
    ['a folder without a model', 'empty', 'empty holds no model: no .rds, no score.R and no service.R, nor does a folder in it; nothing was written'],
    ['a folder with two objects', 'two', 'two holds a.rds and b.rds: give the one that is the model; nothing was written'],
  ])('refuses %s', (_what, file, message) => {
    writeFiles(root(), { 'model.csv': 'a,b\n', 'train.R': 'x <- 1\n', 'empty/read.me': '', 'two/a.rds': '', 'two/b.rds': '' });
    expect(plumbline(root(), ['new', 'model', 'churn', '--from', file])).toMatchObject({ exitCode: 1, stderr: `error: ${message}\n` });
  });

  test('takes a plumber file as it is, and says what that means', () => {
    writeFiles(root(), { 'data/service.R': '#* @post /score\nfunction(x) x\n' });
    expect(plumbline(root(), ['new', 'model', 'churn', '--from', '.'])).toMatchObject({
      exitCode: 0, stderr: `note: ${join('data', 'service.R')} is served as it is, by plumber in the workers: inputs and batching are for score.R and model.rds alone\n`,
    });
    expect(loadRepository(root(), { today: TODAY }).models[0].value.spec).not.toHaveProperty('inputs');
  });

  test('writes nothing where an environment has an impossible name', () => {
    expect(() => { newEnvironment('No', { root: root(), team: '' }); }).toThrow('metadata.name must be');
  });
});

(hasR || process.env.CI === 'true' ? describe : describe.skip)('plumbline new model --from an R object', () => {
  const root = temporaryFolder();
  const r = (code: string) => { expect(spawnSync('Rscript', ['--vanilla', '-e', code], { cwd: root() }).status).toBe(0); };
  const from = (file: string) => { newModel('churn', { root: root(), team: 'crm', from: file === EXAMPLE ? file : join(root(), file) }); };
  const spec = () => loadRepository(root(), { today: TODAY }).models[0].value.spec;

  test('learns family and inputs', () => {
    from(EXAMPLE);
    expect(spec().family).toBe('tree-ensemble');
    expect(spec().inputs?.slice(0, 2)).toEqual([{ name: 'crim', type: 'double' }, { name: 'zn', type: 'double' }]);
  });

  test('learns the levels of a factor', () => {
    r('saveRDS(lm(Sepal.Length ~ Species, iris), "m.rds")');
    from('m.rds');
    expect(spec()).toMatchObject({ family: 'linear', inputs: [{ name: 'Species', type: 'factor', levels: ['setosa', 'versicolor', 'virginica'] }] });
  });

  test('keeps what R answers to the rows of the sample', () => {
    from(EXAMPLE);
    const { rows, answers } = readPredictions(join(root(), 'models/churn.predictions.json'));
    expect(rows[0]).toMatchObject({ crim: 0.00632, lstat: 4.98 });
    expect(answers[0]).toEqual({ prediction: 26.002466666666656 });
  });

  test('keeps what a script of the folder answers, over rows made from the inputs where there is no sample', () => {
    r('saveRDS(lm(dist ~ speed, cars), "model.rds"); writeLines("score <- function(model, data) list(doubled = 2 * data$speed)", "score.R")');
    newModel('churn', { root: root(), team: 'crm', from: root() });
    const { rows, answers } = readPredictions(join(root(), 'models/churn.predictions.json')) as { rows: { speed: number }[]; answers: { doubled: number }[] };
    expect(answers.map(({ doubled }) => doubled)).toEqual(rows.map(({ speed }) => 2 * speed));
  });

  test('says why no predictions were kept', () => {
    r('saveRDS(lm(dist ~ speed, cars), "m.rds"); writeLines("x\\n1", "sample.csv")');
    const said = plumbline(root(), ['new', 'model', 'churn', '--from', 'm.rds']).stderr;
    expect(said).toBe('note: no predictions were kept, for R failed to score sample.csv: sample.csv has no column speed\n');
  });

  test.each([
    ['an object that is no model', 'saveRDS(mtcars, "m.rds")', 'holds an object of class data.frame, for which R knows no predict(); nothing was written'],
    ['an object of an unknown class', 'saveRDS(structure(list(), class = "odd"), "m.rds")', 'holds an object of class odd, for which R knows no predict(); nothing was written'],
    ['an object whose package is not there', 'saveRDS(structure(list(), class = "workflow"), "m.rds")',
      'holds an object of class workflow, for which R knows no predict(): a model of class workflow needs the R package workflows, which is not installed here; nothing was written'],
    ['a file that R did not write', 'writeLines("x", "m.rds")', 'is no R object: saveRDS() writes one; nothing was written'],
  ])('refuses %s', (_what, code, message) => {
    r(code);
    expect(() => { from('m.rds'); }).toThrow(message);
    expect(Object.keys(readTree(root()))).toEqual(['m.rds']);
  });
});
