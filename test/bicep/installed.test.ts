import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicep, describeWithBicep, ROOT } from './bicep-cli';
import { synthesize, writeRepository } from '../helpers/repository';
import { temporaryFolder } from '../helpers/temporary-folder';

const TEMPLATE_PARTS = ['bicepconfig.json', 'main.bicep', 'types.bicep', 'modules'];
const INSTALLED = 'node_modules/plumbline-scoring/bicep';

const root = temporaryFolder();

/** A team's repository, rendered, with the template in one of its folders. */
async function renderedWith(templateFolder: string): Promise<void> {
  writeRepository(root());
  for (const part of TEMPLATE_PARTS) { cpSync(join(ROOT, 'bicep', part), join(root(), templateFolder, part), { recursive: true }); }
  await synthesize(root());
}

const template = () => /^using '(.*)'$/m.exec(readFileSync(join(root(), 'bicep/environments/dev.bicepparam'), 'utf8'))![1];

test('parameters of a repository without a template are for the one that comes with Plumbline', async () => {
  await renderedWith(INSTALLED);
  expect(join('bicep/environments', template())).toBe(`${INSTALLED}/main.bicep`);
});

test('parameters of a repository with a template are for that one', async () => {
  await renderedWith('bicep');
  expect(template()).toBe('../main.bicep');
});

test('a template that is added later is noticed, cache or not', async () => {
  await renderedWith(INSTALLED);
  await renderedWith('bicep');
  expect(template()).toBe('../main.bicep');
});

describeWithBicep('the Bicep CLI, as az calls it', () => {
  test.each([INSTALLED, 'bicep'])('compiles the parameters with the template in %s', async (folder) => {
    await renderedWith(folder);
    const { status, messages } = bicep(root(), 'build-params', 'bicep/environments/dev.bicepparam', '--outfile', 'parameters.json');
    expect({ status, messages }).toEqual({ status: 0, messages: [] });
    expect(readFileSync(join(root(), 'parameters.json'), 'utf8')).toContain('"scoring-dev"');
  }, 120_000);

  test('refuses them where the template is missing', async () => {
    writeRepository(root());
    await synthesize(root());
    expect(bicep(root(), 'build-params', 'bicep/environments/dev.bicepparam', '--outfile', 'parameters.json').messages.join('\n')).toContain('BCP091');
  }, 120_000);
});
