/** A request as the page sends it, without its credential. */
export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  /** How a credential is sent; the snippets read it from the environment, so that none is ever copied. */
  readonly credential: 'none' | 'bearer' | 'basic';
}

export const LANGUAGES = ['curl', 'R', 'Python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The request as a program of its own. */
export function snippet(language: Language, request: Request): string {
  switch (language) {
    case 'curl': return curl(request);
    case 'R': return r(request);
    case 'Python': return python(request);
  }
}

const shell = (text: string): string => `'${text.replaceAll('\'', '\'\\\'\'')}'`;

function curl({ method, url, headers, body, credential }: Request): string {
  const parts = [`curl ${shell(url)}`];
  if (method === 'HEAD') parts.push('--head');
  else if (method !== (body === undefined ? 'GET' : 'POST')) parts.push(`--request ${method}`);
  if (credential === 'bearer') parts.push('--header "Authorization: Bearer $TOKEN"');
  if (credential === 'basic') parts.push('--user "$NAME:$PASSWORD"');
  for (const [name, value] of headers) parts.push(`--header ${shell(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`--data-binary ${shell(body)}`);
  return parts.join(' \\\n  ');
}

/** A string that R and Python read alike. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  // eslint-disable-next-line no-control-regex
  return `"${escaped.replace(/[\u0001-\u001f\u007f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function r({ method, url, headers, body, credential }: Request): string {
  const all = headers.map(([name, value]) => `  ${quoted(name)} = ${quoted(value)}`);
  if (credential === 'bearer') all.push('  "Authorization" = paste("Bearer", Sys.getenv("TOKEN"))');
  const options = [`customrequest = "${method}"`];
  if (method === 'HEAD') options[0] = 'nobody = TRUE';
  if (body !== undefined) options.push('copypostfields = body');
  if (credential === 'basic') options.push('username = Sys.getenv("NAME")', 'password = Sys.getenv("PASSWORD")');
  return [
    'library(curl)',
    ...(body === undefined ? [] : [`body <- ${quoted(body)}`]),
    `handle <- new_handle(${options.join(', ')})`,
    ...(all.length === 0 ? [] : ['handle_setheaders(handle,', all.join(',\n'), ')']),
    `answer <- curl_fetch_memory(${quoted(url)}, handle)`,
    'cat(answer$status_code, rawToChar(answer$content), "\\n")',
    '',
  ].join('\n');
}

function python({ method, url, headers, body, credential }: Request): string {
  const all = headers.map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`);
  if (credential === 'bearer') all.push('    "Authorization": "Bearer " + os.environ["TOKEN"],');
  if (credential === 'basic') all.push('    "Authorization": "Basic " + base64.b64encode((os.environ["NAME"] + ":" + os.environ["PASSWORD"]).encode()).decode(),');
  const imports = [...(credential === 'basic' ? ['base64'] : []), ...(credential === 'none' ? [] : ['os']), 'urllib.error', 'urllib.request'];
  return [
    ...imports.map((name) => `import ${name}`),
    '',
    `request = urllib.request.Request(${quoted(url)}, method="${method}", headers={`,
    ...all,
    body === undefined ? '})' : `}, data=${quoted(body)}.encode())`,
    'try:',
    '    answer = urllib.request.urlopen(request)',
    'except urllib.error.HTTPError as refusal:',
    '    answer = refusal',
    'print(answer.status, answer.read().decode())',
    '',
  ].join('\n');
}
