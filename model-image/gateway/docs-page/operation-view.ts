import { element, labelled, marked } from './dom.js';
import type { Operation, Parameter } from './openapi.js';
import type { Session } from './session.js';
import { type Language, LANGUAGES, type Request, snippet } from './snippets.js';

/** Longest answer that is shown whole. */
const MOST_SHOWN = 100_000;

/** One operation: what it takes, a form to try it, its answer, and the request as a program. */
export function operationView(operation: Operation, session: Session, open: boolean): HTMLElement {
  const { method, path, summary, description, parameters, bodies } = operation;
  const inputs = parameters.map((parameter) => [parameter, inputOf(parameter)] as const);
  const type = element('select', {}, ...bodies.map((body) => element('option', { value: body.type }, body.type)));
  const body = element('textarea', { rows: String(Math.min(20, Math.max(6, (bodies[0]?.example ?? '').split('\n').length))), spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off' });
  body.value = bodies[0]?.example ?? '';
  const send = element('button', { type: 'submit', class: 'primary' }, 'Send');
  const answer = element('div', { 'class': 'answer', 'role': 'status', 'aria-live': 'polite' });
  const code = element('pre', { tabindex: '0' }, element('code'));

  const request = (): Request => ({
    method,
    url: new URL(addressOf(path, inputs), document.baseURI).href,
    headers: bodies.length === 0 ? [] : [['Content-Type', type.value]],
    body: bodies.length === 0 ? undefined : body.value,
    credential: operation.secured ? session.credential : 'none',
  });

  let language: Language = 'curl';
  const showCode = (): void => {
    code.firstElementChild!.textContent = snippet(language, request());
  };
  const form = element('form', {},
    ...inputs.map(([parameter, input]) => labelled(element('span', {}, element('b', {}, parameter.name), parameter.required ? ' (required)' : ''), input, noteOf(parameter))),
    ...(bodies.length === 0 ? [] : [...(bodies.length > 1 ? [labelled('Content type', type)] : []), labelled('Body', body)]),
    element('div', { class: 'actions' }, send, element('small', { class: 'keys' }, 'Ctrl + Enter sends')),
    answer,
  );
  type.addEventListener('change', () => {
    body.value = bodies.find((each) => each.type === type.value)?.example ?? '';
  });
  form.addEventListener('input', showCode);
  form.addEventListener('change', showCode);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask(session, request(), answer, send);
  });
  showCode();

  const choices = LANGUAGES.map((name) => {
    const button = element('button', { 'type': 'button', 'aria-pressed': String(name === language) }, name);
    button.addEventListener('click', () => {
      language = name;
      for (const each of choices) each.setAttribute('aria-pressed', String(each === button));
      showCode();
    });
    return button;
  });
  const copy = element('button', { type: 'button', class: 'copy' }, 'Copy');
  copy.addEventListener('click', () => void copyText(code.textContent ?? '', copy));

  return element('details', { class: 'operation', ...(open ? { open: '' } : {}) },
    element('summary', {}, element('span', { class: `method ${method.toLowerCase()}` }, method), element('code', {}, path), element('span', { class: 'what' }, summary)),
    description === '' ? undefined : element('p', { class: 'about' }, ...marked(description)),
    element('div', { class: 'columns' },
      form,
      element('section', { 'class': 'code', 'aria-label': 'The request as a program' }, element('div', { class: 'tabs' }, element('div', { 'role': 'group', 'aria-label': 'Language' }, ...choices), copy), code)),
  );
}

function inputOf({ schema, required }: Parameter): HTMLInputElement {
  const inner = schema.type === 'array' ? schema.items ?? {} : schema;
  const number = inner.type === 'integer' || inner.type === 'number';
  return element('input', {
    type: 'text',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    ...(number ? { inputmode: 'decimal' } : {}),
    ...(required ? { required: '' } : {}),
    ...(schema.default === undefined ? {} : { placeholder: String(schema.default) }),
  });
}

function noteOf({ schema, description }: Parameter): string {
  const type = schema.type === 'array' ? `${schema.items?.type ?? 'value'}s, separated by commas` : schema.type ?? '';
  return [description, type].filter((part) => part !== '').join(' - ');
}

function addressOf(path: string, inputs: readonly (readonly [Parameter, HTMLInputElement])[]): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [{ name, in: place, schema }, { value }] of inputs) {
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== '') for (const each of schema.type === 'array' ? value.split(',') : [value]) query.append(name, each.trim());
  }
  const text = query.toString();
  return `.${filled}${text === '' ? '' : `?${text}`}`;
}

async function ask(session: Session, { method, url, headers, body }: Request, answer: HTMLElement, send: HTMLButtonElement): Promise<void> {
  send.disabled = true;
  answer.replaceChildren(element('p', { class: 'waiting' }, 'Asking ...'));
  const started = performance.now();
  try {
    const response = await session.fetch(url, { method, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) });
    const bytes = await response.arrayBuffer();
    const milliseconds = Math.round(performance.now() - started);
    const type = response.headers.get('content-type') ?? '';
    const kind = response.ok ? 'good' : 'bad';
    answer.replaceChildren(
      element('p', { class: 'status' },
        element('span', { class: `badge ${kind}` }, `${response.status} ${response.statusText}`.trim()), ` ${milliseconds} ms`, type === '' ? '' : ` - ${type}`),
      element('pre', { tabindex: '0' }, element('code', {}, readable(bytes, type))),
    );
  } catch (error) {
    answer.replaceChildren(element('p', { class: 'status' }, element('span', { class: 'badge bad' }, 'No answer'), ` ${(error as Error).message}`));
  } finally {
    send.disabled = false;
  }
}

function readable(bytes: ArrayBuffer, type: string): string {
  if (bytes.byteLength === 0) return '(empty)';
  if (!/json|text|xml|csv|javascript/.test(type)) return `${bytes.byteLength} bytes`;
  const text = new TextDecoder().decode(bytes);
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}\n... ${text.length - MOST_SHOWN} more characters` : text;
  if (!type.includes('json') || shown !== text) return shown;
  try {
    // Only where nothing is lost: a whole number beyond 2^53 would come out as another.
    return /\d{16}/.test(text) ? text : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function copyText(text: string, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Without HTTPS browsers give no clipboard.
    button.textContent = 'Select and copy by hand';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
}
