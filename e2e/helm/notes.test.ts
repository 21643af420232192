import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples, workspace, writeSamples } from './charts';
import { templated } from './helm';

const folder = workspace();
const charts = writeSamples(folder);

/** What an install would print. A template shows it as a value, because helm prints notes only where it can reach a cluster. */
function notes(model: string, ...options: readonly string[]): string {
  const chart = join(folder, 'noted', model);
  cpSync(join(charts, model), chart, { recursive: true });
  writeFileSync(join(chart, 'templates', 'noted.yaml'), `kind: Notes\nmetadata: { name: notes }\ntext: {{ include "${model}/templates/NOTES.txt" . | quote }}\n`);
  return templated(chart, '-s', 'templates/noted.yaml', ...options)[0].text as string;
}

const paragraphs = (text: string) => text.trim().split('\n\n');

/** The requests of the shell commands in a note, as a curl that only says what it was given would see them. */
function requests(text: string): string[][] {
  const commands = text.split('\n').filter((line) => line.startsWith('  ') && !/^ {2}(kubectl|helm|https)/.test(line)).join('\n');
  const shell = `curl() { printf '%s\\n' "$@" '--'; }; az() { echo token; }; sed() { echo token; }; ${commands}`;
  const { stdout, stderr } = spawnSync('sh', ['-euc', shell], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('--\n').filter((request) => request !== '').map((request) => request.trim().split('\n'));
}

describe('the notes of a chart', () => {
  test('say where the model is', () => {
    expect(paragraphs(notes('boston-housing'))[0]).toBe('boston-housing 1.0.0 in environment dev:');
    expect(paragraphs(notes('boston-housing'))[1].trim()).toBe('https://models.dev.contoso.com/boston-housing');
  });

  test('get a token first where the model asks for one', () => {
    const [score] = requests(notes('boston-housing'));
    expect(score.slice(0, 3)).toEqual(['https://models.dev.contoso.com/boston-housing/score', '-H', 'authorization: Bearer token']);
  });

  test('send user and password with each request where the model asks for them', () => {
    expect(requests(notes('claims-triage'))[0]).toEqual(expect.arrayContaining(['-u', '<user>:<password>']));
  });

  test('ask Entra ID for a token of the audience', () => {
    expect(notes('image-quality')).toContain('az account get-access-token --resource api://image-quality --query accessToken');
  });

  test('send a row of the model\'s contract that survives the shell', () => {
    const { inputs } = samples.placements.find(({ values }) => values.name === 'claims-triage')!.values;
    const file = join(folder, 'levels.json');
    writeFileSync(file, JSON.stringify({ inputs: inputs.map((column) => (column.type === 'factor' ? { ...column, levels: ["it's"] } : column)) }));
    const request = requests(notes('claims-triage', '-f', file))[0];
    expect(JSON.parse(request.at(-1)!)).toEqual([{ amount: 0, channel: "it's", reported: '2026-01-01', previous_claims: 0 }]);
  });

  test('name the Secret that must be there', () => {
    expect(notes('boston-housing')).toContain('the Secret boston-housing-credentials is in namespace boston-housing, with the keys users.json and signing-keys.json');
  });

  test('warn where an id is a text that only Flux fills in', () => {
    expect(notes('boston-housing', '--set', 'identity.enabled=true')).toContain('NOT COMPLETE: identity.clientId or identity.tenantId');
  });

  test('do not warn where the ids are known', () => {
    expect(notes('boston-housing', '-f', join(charts, 'boston-housing', 'values-production.yaml'))).not.toContain('NOT COMPLETE');
  });

  test('say how to label a namespace that the chart did not make', () => {
    expect(notes('churn', '--namespace', 'churn')).toContain('kubectl label namespace churn pod-security.kubernetes.io/enforce=restricted');
  });
});
