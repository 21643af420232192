import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { prepareReview } from '../../../src/review/prepare';
import { BICEP, describeWithBicep, ROOT } from '../../bicep/bicep-cli';
import { environmentSpec, modelSpec, synthesize } from '../../helpers/repository';
import { temporaryFolder, writeFiles } from '../../helpers/temporary-folder';

const IDENTITY = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false'];
const budget = 'monitoring: { alerts: { email: a@contoso.com } }\nazure: { budget: { amount: 100, startDate: "2026-12-01" } }';

const root = temporaryFolder();
const { BICEP_PATH } = process.env;
afterEach(() => { if (BICEP_PATH === undefined) { delete process.env.BICEP_PATH; } else { process.env.BICEP_PATH = BICEP_PATH; } });

/** A rendered repository with one commit, and what a review says once its files are others. */
async function reviewed(
  changed: Readonly<Record<string, string>>, program: string, own = false,
): Promise<{ azure: string[]; notes: readonly string[] }> {
  const git = (...args: readonly string[]) => execFileSync('git', [...IDENTITY, ...args], { cwd: root(), stdio: 'pipe' });
  writeFiles(root(), { 'models/churn.yaml': modelSpec('churn'), 'environments/dev.yaml': environmentSpec('dev', budget), '.gitignore': '.plumbline/\n' });
  await synthesize(root());
  if (own) { cpSync(join(ROOT, 'bicep/main.json'), join(root(), 'bicep/main.json')); }
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'base');
  writeFiles(root(), changed);
  process.env.BICEP_PATH = program;
  const { review } = await prepareReview({ root: root(), today: '2026-11-01', cache: true, base: 'main' });
  return {
    azure: review!.environments.flatMap(({ statements }) => statements).filter(({ rule }) => rule === 'azure-resources').map(({ text }) => text),
    notes: review!.notes.filter((note) => note.includes('Azure')),
  };
}

const noBudget = { 'environments/dev.yaml': environmentSpec('dev') };
const more = { 'models/churn.yaml': modelSpec('churn', 'scaling: { max: 30 }') };

/** A program that says something else than the Bicep CLI. */
function impostor(script: string): string {
  writeFiles(root(), { impostor: `#!/bin/sh\n${script}\n` });
  chmodSync(join(root(), 'impostor'), 0o755);
  return join(root(), 'impostor');
}

test('without a Bicep CLI a note says that the resources were not evaluated', async () => {
  expect(await reviewed(noBudget, '/nowhere/bicep')).toEqual({ azure: [], notes: ['what becomes of the resources of dev in Azure was not evaluated: the Bicep CLI is not here'] });
});

test('a Bicep CLI that fails is told in its words', async () => {
  expect((await reviewed(noBudget, impostor('exit 1'))).notes).toEqual(['what becomes of the resources of dev in Azure was not evaluated: the Bicep CLI ended']);
});

test('a model\'s change asks no Bicep CLI, because the planner tells of it', async () => {
  expect(await reviewed(more, '/nowhere/bicep')).toEqual({ azure: [], notes: [] });
});

describeWithBicep('with a Bicep CLI', () => {
  test('what an environment no longer deploys is named', async () => {
    expect((await reviewed(noBudget, BICEP!)).azure[0]).toMatch(/^no longer deployed: .*budget scoring-dev.*; it stays until somebody deletes it$/);
  }, 60_000);

  test('a vault that is no longer deployed is a danger', async () => {
    const { azure } = await reviewed({ 'environments/dev.yaml': environmentSpec('dev', budget).replace('keyVault: contoso-scoring', ''), 'models/churn.yaml': modelSpec('churn', 'endpoint: { auth: none }') }, BICEP!);
    expect(azure[0]).toMatch(/^no longer deployed: Key Vault contoso-scoring; what it holds stays/);
  }, 60_000);

  test('a template of the repository\'s own is compared with the one at the base', async () => {
    const template = execFileSync('sed', ['s/allowSharedKeyAccess": false/allowSharedKeyAccess": true/', join(ROOT, 'bicep/main.json')], { encoding: 'utf8', maxBuffer: 2 ** 24 });
    expect((await reviewed({ 'bicep/main.json': template }, BICEP!, true)).azure).toEqual(['changed: storage account contosomodels']);
  }, 60_000);
});
