import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartTemplates } from '../../../src/render/chart-templates';
import { loadUnits } from '../../../src/render/synth';
import { explain, type Explanation } from '../../../src/review/explain/explain';
import { pathOfLine } from '../../../src/review/explain/line-path';
import { isFileList, madeOf, unitOfFile } from '../../../src/review/explain/made';
import { readTree } from '../../helpers/temporary-folder';

const ROOT = join(__dirname, '..', '..', '..');
const TODAY = '2026-01-01';
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const templates = chartTemplates();
const loaded = loadUnits({ root: ROOT, today: TODAY, cache: false });

async function explained(file: string, line: number): Promise<Explanation | undefined> {
  const { repository, units } = await loaded;
  const place = pathOfLine(textOf(file), line)!;
  return explain(madeOf(unitOfFile(units, file)!, repository, templates, textOf), place, [...place.path, ...place.inside]);
}

/** The fields behind the first line with a text, each with the place that it comes from. */
async function behind(file: string, text: string): Promise<string[]> {
  const line = textOf(file).split('\n').findIndex((each) => each.includes(text)) + 1;
  return (await explained(file, line))!.reasons.map(({ field, origin }) => `${field} ${origin.replace(/:\d+:\d+/, '')}`);
}

const files = ['dist/platform', 'dist/clusters'].flatMap((folder) => Object.keys(readTree(join(ROOT, folder))).map((file) => `${folder}/${file}`)).filter((file) => !isFileList(file));

/** All lines below the first, which is a comment; of a long file, such as one with a dashboard, some from everywhere. */
function linesOf(file: string): number[] {
  const lines = textOf(file).trimEnd().split('\n').map((_line, index) => index + 1).slice(1);
  return lines.filter((line) => lines.length < 100 || line % 13 === 0);
}

test.each(files)('lines of %s are explained', async (file) => {
  const silent: number[] = [];
  for (const line of linesOf(file).filter((each) => textOf(file).split('\n')[each - 1] !== '---')) {
    if (await explained(file, line) === undefined) { silent.push(line); }
  }
  expect(silent).toEqual([]);
});

describe('a line is led back', () => {
  test('from the platform to the environment', async () => {
    expect(await behind('dist/platform/production/cluster-issuer.yaml', 'server:')).toEqual(['certificates.acmeServer environments/production.yaml (spec.certificates.issuer)']);
  });

  test('from a component to the environment', async () => {
    expect(await behind('dist/platform/production/components/traefik.yaml', 'targetNamespace:')).toEqual(['ingress.namespace environments/production.yaml (spec.ingress.controller)']);
  });

  test('inside a list of a JSON text', async () => {
    const file = 'dist/platform/production/config-map.yaml';
    const line = textOf(file).split('\n').findIndex((each) => each.includes('"targets"')) + 1;
    expect((await explained(file, line))!.path).toMatch(/^data\.scoring\.json\.panels\[?\.?\d+\]?\.targets$/);
  });

  test('from the tree\'s root to where Flux reads', async () => {
    expect(await behind('dist/clusters/production/bootstrap.yaml', 'url:')).toEqual(['flux.url environments/production.yaml (spec.gitops.url)']);
  });

  test('from a model\'s place to the model', async () => {
    expect(await behind('dist/clusters/production/tenants/models/customer.yaml', 'plumbline/team:')).toEqual(['model.team models/churn.yaml (metadata.team)']);
  });
});
