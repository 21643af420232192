import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeRepository } from '../helpers/repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { transpiledSource } from '../helpers/transpiled-source';

const root = temporaryFolder();

const TRACE = `
const lib = process.argv[1];
process.on('exit', () => { console.error(JSON.stringify(Object.keys(require.cache))); });
require(lib + '/cli/program.js').run(process.argv.slice(2));
`;

/** The modules that a run of the command line loads. */
function loaded(...args: string[]): string[] {
  const { stderr } = spawnSync(process.execPath, ['-e', TRACE, join(transpiledSource(), 'lib'), ...args], { cwd: root(), encoding: 'utf8' });
  return JSON.parse(stderr.trim().split('\n').at(-1)!) as string[];
}

/** The libraries among them. */
const libraries = (modules: readonly string[]) => [...new Set(modules.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))];

test.each([['synth'], ['check']])('%s loads nothing of Azure\'s', (verb) => {
  writeRepository(root());
  const found = loaded(verb, '--no-cache');
  expect(found.some((path) => path.endsWith('/azure/bicep-parameters.js'))).toBe(true);
  expect(libraries(found).filter((name) => name.startsWith('@azure'))).toEqual([]);
  expect(found.filter((path) => path.includes('/azure/arm/'))).toEqual([]);
});

test('help of infra loads nothing of Azure\'s', () => {
  expect(libraries(loaded('infra', '--help')).filter((name) => name.startsWith('@azure'))).toEqual([]);
});
