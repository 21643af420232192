import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { plainUnit, plan, rendered, synth } from '../helpers/plain-units';
import { readTree, temporaryFolder } from '../helpers/temporary-folder';
import { transpiledSource } from '../helpers/transpiled-source';

const MODELS = 90;
const FILES = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'];

/** All units as generation `generation` has them: every text differs from generation to generation, and so does one model in three. */
function units(generation: number) {
  const models = Array.from({ length: MODELS }, (_unused, index) => index).filter((index) => index % 3 !== generation % 3);
  return models.map((index) => plainUnit(
    `dist/models/dev/model-${index}`, Object.fromEntries(FILES.map((name) => [name, `${`generation: ${generation}\n`.repeat(200)}`])),
  ));
}

const tree = (generation: number) =>
  Object.fromEntries(units(generation).flatMap((unit) => FILES.map((name) => [`${unit.folder}/${name}`, rendered(unit, name)])));

/** A program that brings dist/ to a generation in a process of its own, and says when it starts to write. */
const PROGRAM = `
  const [lib, root, plan] = [process.argv[1], process.argv[2], JSON.parse(require('node:fs').readFileSync(0, 'utf8'))];
  const { applyPlan } = require(lib + '/render/apply');
  process.stdout.write('writing');
  applyPlan(root, plan).then(() => process.stdout.write('done'));
`;

/** @returns what the process said before it was killed */
async function killedAfter(milliseconds: number, root: string, generation: number): Promise<string> {
  const child = spawn(process.execPath, ['-e', PROGRAM, join(transpiledSource(), 'lib'), root], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  child.stdin.end(JSON.stringify(await plan(root, units(generation))));
  await once(child.stdout, 'data');
  await setTimeout(milliseconds);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) { await once(child, 'exit'); }
  return said;
}

describe('a run that is killed', () => {
  const root = temporaryFolder();

  test('leaves only whole files, which the next run completes, whenever it was killed', async () => {
    const endings: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      await synth(root(), units(round));
      endings.push(await killedAfter(round * 2, root(), round + 1));

      const whole = new Set([...Object.values(tree(round)), ...Object.values(tree(round + 1))]);
      const found = Object.entries(readTree(root())).filter(([path]) => !path.endsWith('.plumbline-tmp'));
      expect(found.filter(([, text]) => !whole.has(text))).toEqual([]);

      await synth(root(), units(round + 2));
      expect(readTree(root())).toEqual(tree(round + 2));
    }
    // Were every run over before it was killed, the test would prove nothing.
    expect(endings.filter((said) => said === 'writing').length).toBeGreaterThan(3);
  });
});
