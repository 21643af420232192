import { byId, element, labelled, marked } from './dom.js';
import { columnsOf, type Document, operationsOf } from './openapi.js';
import { operationView } from './operation-view.js';
import { type Mode, Session } from './session.js';

const session = new Session(document.documentElement.dataset.auth as Mode);

/** Reads the model's description and shows it; asks the reader to sign in where that is refused. */
async function show(): Promise<void> {
  let answer: Response;
  try {
    answer = await session.fetch('openapi.json');
  } catch (error) {
    tell(`The description cannot be read: ${(error as Error).message}`);
    return;
  }
  if (answer.status === 401 || answer.status === 403) {
    const refused = session.isOpen;
    session.close();
    askToSignIn(refused ? ((await answer.json()) as { title: string }).title : '');
    return;
  }
  if (!answer.ok) {
    tell(`The description cannot be read: ${answer.status} ${answer.statusText}`);
    return;
  }
  render(await answer.json() as Document);
}

function tell(text: string): void {
  byId('content').replaceChildren(element('p', { class: 'notice', role: 'alert' }, text));
}

function askToSignIn(reason: string): void {
  const problem = element('p', { class: 'notice', role: 'alert' }, reason);
  problem.hidden = reason === '';
  const name = element('input', { type: 'text', autocomplete: 'username', autocapitalize: 'off', required: '' });
  const password = element('input', { type: 'password', autocomplete: 'current-password', required: '' });
  const token = element('textarea', { rows: '4', spellcheck: 'false', required: '' });
  const fields = session.mode === 'entra'
    ? [labelled('Token of Microsoft Entra ID', token, 'az account get-access-token --resource <application id> --query accessToken --output tsv')]
    : [labelled('Name', name), labelled('Password', password)];
  const button = element('button', { type: 'submit', class: 'primary' }, 'Sign in');
  const form = element('form', { class: 'card sign-in' }, element('h2', {}, 'Sign in'),
    element('p', {}, 'This model answers to those it knows. What you enter is kept in this page alone and gone when you close it.'), problem, ...fields, element('div', { class: 'actions' }, button));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.disabled = true;
    void enter().catch((error: Error) => error.message).then((failure) => {
      button.disabled = false;
      problem.textContent = failure ?? '';
      problem.hidden = failure === undefined;
    });
  });
  const enter = async (): Promise<string | undefined> => {
    if (session.mode === 'entra') session.useToken(token.value);
    const failure = session.mode === 'entra' ? undefined : await session.signIn(name.value, password.value);
    if (failure === undefined) await show();
    return failure;
  };
  byId('content').replaceChildren(form);
  (session.mode === 'entra' ? token : name).focus();
}

function render(description: Document): void {
  const { title, version, description: about = '', 'x-model': model } = description.info;
  document.title = `${title} ${version}`;
  byId('title').textContent = title;
  const facts: [string, Node | string][] = [['Version', version]];
  if (model !== undefined) {
    // A model that is no object of R's, such as one that a script loads by itself.
    if (model.class[0] !== 'NULL') facts.push(['Model', model.class.join(', ')]);
    facts.push(['R', model.r], ['SHA-256', model.sha256 === null ? 'part of the image' : element('code', { class: 'digest' }, model.sha256)]);
  }
  byId('facts').replaceChildren(...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
  if (session.mode !== 'none') {
    const leave = element('button', { type: 'button' }, 'Sign out');
    leave.addEventListener('click', () => {
      session.close();
      location.reload();
    });
    byId('session').replaceChildren(leave);
  }
  const operations = operationsOf(description);
  byId('content').replaceChildren(
    ...about.split('\n\n').filter((text) => text !== '' && text !== 'API Description').map((text) => element('p', { class: 'about' }, ...marked(text))),
    element('section', { 'aria-label': 'What can be asked' }, element('h2', {}, 'Try it'), ...operations.map((operation, index) => operationView(operation, session, index === 0))),
    ...contractOf(description),
    element('p', { class: 'foot' }, 'Described by ', element('a', { href: 'openapi.json' }, 'openapi.json'), session.mode === 'none' ? '.' : ', with the same credential.'),
  );
  // Left behind by a form that is no more.
  if (document.activeElement === document.body) byId('content').focus();
}

function contractOf(description: Document): readonly Node[] {
  const columns = columnsOf(description);
  if (columns.length === 0) return [];
  const facts = ([['Type', 'kind'], ['Allowed', 'allowed'], ['Meaning', 'description']] as const).filter(([, fact]) => columns.some((column) => column[fact] !== ''));
  return [element('section', { 'aria-label': 'Columns' }, element('h2', {}, 'Columns of a row'),
    element('div', { class: 'table', tabindex: '0' }, element('table', {},
      element('thead', {}, element('tr', {}, ...['Column', ...facts.map(([text]) => text)].map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...columns.map((column) => element('tr', {},
        element('th', { scope: 'row' }, element('code', {}, column.name)), ...facts.map(([, fact]) => element('td', {}, column[fact]))))))))];
}

void show();
