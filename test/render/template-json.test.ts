import fc from 'fast-check';
import { compile, symbolic, type Template } from '../../src/expression';
import { chartTemplates } from '../../src/render/chart-templates';
import { parseTemplateJson, templateJson } from '../../src/render/template-json';
import { program, programValues, type ProgramValues } from '../helpers/programs';

describe('a template that is kept as JSON', () => {
  test('gives what it gave before, for any template and values', () => {
    fc.assert(fc.property(program, programValues, (build, values) => {
      const template = build(symbolic<ProgramValues>()) as Template;
      const kept = parseTemplateJson(templateJson({ template })) as { template: Template };
      expect(compile(kept.template)(values)).toEqual(compile(template)(values));
    }), { numRuns: 1000 });
  });

  test('is the same text each time the charts are built', () => {
    expect(templateJson(chartTemplates())).toBe(templateJson(chartTemplates()));
  });

  test('is the same text when it is kept again', () => {
    const kept = templateJson(chartTemplates());
    expect(templateJson(parseTemplateJson(kept))).toBe(kept);
  });
});
