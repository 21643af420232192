import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { workspace } from './charts';
import { templated } from './helm';
import { compile, symbolic, type Template } from '../../src/expression';
import { chartTemplates } from '../../src/render/chart-templates';
import { BlockPrinter } from '../../src/render/helm/block-printer';
import { SharedParts } from '../../src/render/helm/scope';
import { chartDialect } from '../../src/render/helm/template-files';
import type { ValueType } from '../../src/render/helm/typed';
import { program, programValues, type ProgramValues } from '../../test/helpers/programs';

const seed = Number(process.env.PLUMBLINE_SEED || 1);
const PROGRAMS = 300;

const TYPES: Readonly<Record<string, ValueType>> = {
  'flag': 'boolean', 'mode': 'string', 'replicas': 'integer', 'size': 'integer', 'nested.text': 'string', 'nested.on': 'boolean', 'items.*.name': 'string', 'items.*.port': 'integer',
};
const dialect = { typeOf: (path: readonly string[]) => TYPES[path.join('.')] ?? 'other', shared: new SharedParts() };
const { definitions } = chartDialect(chartTemplates().model);
const folder = workspace();

/** A chart of one file a template, so that one start of helm renders them all. */
function writeTemplates(templates: readonly { readonly [key: string]: Template }[], values: ProgramValues): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: programs\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'values.yaml'), JSON.stringify(values));
  writeFileSync(join(folder, 'templates', '_helpers.tpl'), definitions);
  templates.forEach((template, index) => { writeFileSync(join(folder, 'templates', `${index}.yaml`), new BlockPrinter(dialect).map(template).join('\n')); });
}

describe('a template', () => {
  test.each([0, 1, 2, 3].map((offset) => seed + offset))('comes out of helm as it comes out of the YAML writer, for any template and values of seed %d', (each) => {
    const [values] = fc.sample(programValues, { seed: each, numRuns: 1 });
    const templates = fc.sample(program, { seed: each, numRuns: PROGRAMS })
      .map((build, index) => ({ apiVersion: 'v1', kind: 'Program', metadata: { name: String(index).padStart(3, '0') }, value: build(symbolic<ProgramValues>()) as Template }));
    writeTemplates(templates, values);
    const rendered = templated(folder).sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
    expect(rendered).toEqual(templates.map((template) => JSON.parse(JSON.stringify(compile(template)(values))) as unknown));
  });
});
