import { referencesOfLine } from '../../../src/review/explain/chart/template-references';

const HELPERS = '{{- define "a.b" -}}\n{{ .Values.team }}\n{{- end }}\n{{- define "other" -}}\n{{ .Values.no }}\n{{- end }}\n';

describe('the values behind a line of a Helm template', () => {
  const references = (text: string, line: number) => referencesOfLine(text, line, HELPERS);

  test('are those that its actions name', () => {
    expect(references('a: {{ .Values.a.b }}{{ $.Values.c }}\nd: {{ .Values.d }}', 1)).toEqual({ value: ['a.b', 'c'], presence: [] });
  });

  test('are none of text in quotes or of comments', () => {
    expect(references('{{- /* .Values.a */}}{{ print ".Values.b" }}', 1)).toEqual({ value: [], presence: [] });
  });

  test('come through variables and included parts', () => {
    expect(references('{{- $map := omit .Values.labels "x" }}\n{{ $map | toYaml }}', 2).value).toEqual(['labels']);
    expect(references('{{ include "a.b" . }}', 1).value).toEqual(['team']);
  });

  test('come through what is ranged over', () => {
    expect(references('{{- range $i, $each := .Values.inputs }}\n- {{ .name }}\n- {{ $each }}\n{{- end }}', 2)).toEqual({ value: ['inputs'], presence: [] });
  });

  test('of its presence are those of the branches around it, and not of those that are closed', () => {
    const text = '{{- if .Values.a }}\nx: 1\n{{- else if .Values.b }}\ny: 1\n{{- end }}\nz: 1';
    expect([2, 4, 6].map((line) => references(text, line).presence)).toEqual([['a'], ['a', 'b'], []]);
  });

  test('of an action over several lines are those of each line', () => {
    expect(references('{{- $m := omit .Values.labels\n  "x" }}', 2).value).toEqual(['labels']);
  });
});
