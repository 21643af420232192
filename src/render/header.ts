/** What a person does after editing a spec. */
const COMMAND = 'npx projen synth';

/**
 * First line of every rendered file. It names the file itself, and that is the record of what is Plumbline's: a file whose first line names
 * another path, or nothing, is a stranger's and stays untouched. One record for all files would conflict in every second merge of two
 * branches that each add a model, could be lost on its own, and would be wrong between its own writing and that of the files.
 */
export function header(path: string, sources: readonly string[]): string {
  const { before, after } = commentOf(path);
  return `${before}Rendered by plumbline as ${path} from ${sources.join(' and ')}. Edit ${sources.length === 1 ? 'that' : 'those'}; then: ${COMMAND}${after}\n`;
}

/** What makes the header a comment in a file's language; in JSON, which has none, the first field of the object that the file holds. */
function commentOf(path: string): { readonly before: string; readonly after: string } {
  if (path.endsWith('.json')) { return { before: '{ "$comment": "', after: '",' }; }
  if (path.endsWith('.bicepparam')) { return { before: '// ', after: '' }; }
  if (path.endsWith('.md')) { return { before: '<!-- ', after: ' -->' }; }
  // In a Helm template, so that it is no part of what the template renders to.
  return path.includes('/templates/') ? { before: '{{- /* ', after: ' */ -}}' } : { before: '# ', after: '' };
}

/** Bytes of a file that are enough to know whose it is. */
export const HEADER_BYTES = 1024;

/**
 * Whether a file is Plumbline's to change. A merge's conflict mark may stand above the header. An empty file holds nothing of anybody's: it is
 * what a power failure leaves of a file that was just renamed.
 */
export function isRenderedAs(path: string, start: string): boolean {
  return start === '' || start.replace(/^<{7}[^\n]*\n/, '').startsWith(`${commentOf(path).before}Rendered by plumbline as ${path} from `);
}

/** The path that a file's first line says it was rendered as; undefined where it says no such thing. */
export function renderedAs(start: string): string | undefined {
  return /^.{0,20}?Rendered by plumbline as (\S+) from /.exec(start)?.[1];
}
