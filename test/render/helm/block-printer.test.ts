import { concat, each, equal, greater, join, json, some, spread, symbolic, type Template, when } from '../../../src/expression';
import { BlockPrinter } from '../../../src/render/helm/block-printer';
import { SharedParts } from '../../../src/render/helm/scope';
import { valueType } from '../../../src/render/helm/values-schema';
import type { ScoringValues } from '../../../src/spec/values';

const values = symbolic<ScoringValues>();
const lines = (template: object, shared = new SharedParts()) =>
  new BlockPrinter({ typeOf: valueType, shared }).map(template as { readonly [key: string]: Template });

describe('a printed template', () => {
  test('quotes texts', () => {
    expect(lines({ a: values.name })).toEqual(['a: {{ .Values.name | quote }}']);
  });

  test('keeps whole numbers whole, which a values file turns into floats', () => {
    expect(lines({ a: values.scaling.min })).toEqual(['a: {{ int64 .Values.scaling.min }}']);
  });

  test('prints switches as they are', () => {
    expect(lines({ a: values.gpu.force })).toEqual(['a: {{ .Values.gpu.force }}']);
  });

  test('writes texts in texts with one call', () => {
    expect(lines({ a: concat('x-', concat(values.name, '%', values.scaling.min)) })).toEqual(['a: {{ printf "x-%s%%%d" .Values.name (int64 .Values.scaling.min) | quote }}']);
  });

  test('hands constant text with braces to Helm as a literal', () => {
    expect(lines({ a: 'p {{ $value }}' })).toEqual(['a: {{ "p {{ $value }}" | quote }}']);
  });

  test('leaves what Flux would substitute as it is', () => {
    expect(lines({ a: '${HOME} $x' })).toEqual(['a: "${HOME} $x"']);
  });

  test('puts a key that may be left out under a condition', () => {
    expect(lines({ a: when(greater(values.gpu.count, 0), values.gpu.count), b: 1 }))
      .toEqual(['{{- if gt (int64 .Values.gpu.count) 0 }}', 'a: {{ int64 .Values.gpu.count }}', '{{- end }}', 'b: 1']);
  });

  test('chooses between texts inside the value', () => {
    expect(lines({ a: when(values.gpu.force, values.name, 'x') })).toEqual(['a: {{ ternary .Values.name "x" .Values.gpu.force | quote }}']);
  });

  test('chooses between blocks around the key', () => {
    expect(lines({ a: when(values.gpu.force, { b: 1 }, { c: 2 }) })).toEqual(['{{- if .Values.gpu.force }}', 'a:', '  b: 1', '{{- else }}', 'a:', '  c: 2', '{{- end }}']);
  });

  test('loops over a list, whose items keep the root in reach', () => {
    expect(lines({ a: [{ name: 'first' }, ...each(values.variables, (variable) => ({ name: variable.name, of: values.name }))] })).toEqual([
      'a:', '  - name: first', '  {{- range $variable := .Values.variables }}', '  - name: {{ $variable.name | quote }}', '    of: {{ $.Values.name | quote }}', '  {{- end }}',
    ]);
  });

  test('puts together in a variable a list that may be empty', () => {
    expect(lines({ a: each(values.variables, (variable) => variable.name) })).toEqual([
      '{{- $aList := list }}', '{{- range $variable := .Values.variables }}', '{{- $aList = append $aList $variable.name }}', '{{- end }}', 'a: {{ toJson $aList }}',
    ]);
  });

  test('puts together in a variable a text that loops', () => {
    expect(lines({ a: join('', ['x', ...each(values.secrets.files, (file) => file.file)]) }).at(-1)).toBe('a: {{ join "" $aList | quote }}');
  });

  test('spreads a map without the keys that stand beside it', () => {
    expect(lines({ a: { ...spread(values.labels), 'app/x': '1' } })).toEqual([
      'a:', '  app/x: "1"', '  {{- range $key, $value := omit .Values.labels "app/x" }}', '  {{ $key | quote }}: {{ $value | quote }}', '  {{- end }}',
    ]);
  });

  test('lets a spread key stand where the own one is left out', () => {
    expect(lines({ a: { ...spread(values.labels), b: '1', c: when(values.gpu.force, '2') } })).toEqual(expect.arrayContaining([
      '  {{- $spreadMap := omit .Values.labels "b" }}', '  {{- if .Values.gpu.force }}', '  {{- $spreadMap = omit $spreadMap "c" }}', '  {{- range $key, $value := $spreadMap }}',
    ]));
  });

  test('writes JSON that is made of values', () => {
    expect(lines({ a: json({ n: values.scaling.min, l: values.inputs }) })).toEqual(['a: {{ toPrettyJson (dict "n" (int64 .Values.scaling.min) "l" .Values.inputs) | quote }}']);
  });

  test('looks through lists with a template of its own', () => {
    expect(lines({ a: some(values.variables, 'source', 'secret') })).toEqual(['a: {{ ne "" (include "plumbline.some" (list .Values.variables "source" "secret")) }}']);
  });

  test('includes what is shared, wherever it stands', () => {
    const shared = new SharedParts();
    shared.add('part', { x: values.name } as never);
    expect(lines({ a: { x: values.name } }, shared)).toEqual(['a:', '  {{- include "part" . | nindent 2 }}']);
  });

  test('breaks an action that is too long for a line', () => {
    const long = concat('a'.repeat(60), values.name, 'b'.repeat(60), values.team, equal(values.name, 'x') as never);
    expect(lines({ a: long }).join('\n').split('\n').every((line) => line.length <= 150)).toBe(true);
  });

  test('lets the later of two maps that are spread win', () => {
    expect(lines({ a: { ...spread(values.labels), ...spread(values.annotations), b: '1' } })).toEqual([
      'a:', '  b: "1"', '  {{- $laterMap := .Values.annotations }}',
      '  {{- range $key, $value := omit .Values.labels "b" }}', '  {{- if not (hasKey $laterMap $key) }}',
      '  {{ $key | quote }}: {{ $value | quote }}', '  {{- end }}', '  {{- end }}',
      '  {{- range $key, $value := omit $laterMap "b" }}', '  {{ $key | quote }}: {{ $value | quote }}', '  {{- end }}',
    ]);
  });

  test('refuses two maps spread into a map that is part of a value', () => {
    expect(() => lines({ a: json({ ...spread(values.labels), ...spread(values.annotations), b: 1 }) })).toThrow('one map of the values can be spread');
  });

  test('refuses a value that the schema of values does not have', () => {
    expect(() => lines({ a: (values as unknown as { scalling: ScoringValues['scaling'] }).scalling.min })).toThrow('schemas/values.v1.json has no scalling.min');
  });
});
