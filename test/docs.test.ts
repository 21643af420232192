import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
];
const text = (page: string) => readFileSync(join(root, page), 'utf8');
const all = (page: string, pattern: RegExp) => [...text(page).matchAll(pattern)].map((match) => match[1]);
const tasks = [
  ...Object.keys((JSON.parse(readFileSync(join(root, '.projen/tasks.json'), 'utf8')) as { tasks: object }).tasks),
  // Of projen itself, and of a team's own repository.
  'new', 'upgrade',
];

describe.each(pages)('%s', (page) => {
  test('links only to files that exist', () => {
    const links = all(page, /\]\((?!https?:|#)([^)#\s]+)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  test('names only paths that exist', () => {
    const paths = all(page, /`((?:src|test|docs|bench|schemas|projenrc|model-image|bicep|e2e|scaffold)\/[\w./-]*)`/g);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names only commands that exist', () => {
    const commands = all(page, /npx (?:-y )?projen ([a-z][\w:-]*)/g);
    expect(commands.filter((command) => !tasks.includes(command))).toEqual([]);
  });
});

test('the README leads to every page of docs/', () => {
  const reached = new Set<string>();
  const follow = (page: string) => {
    if (reached.has(page) || !existsSync(join(root, page))) { return; }
    reached.add(page);
    for (const link of all(page, /\]\((?!https?:|#)([^)#\s]+\.md)/g)) { follow(relative(root, join(root, dirname(page), link))); }
  };
  follow('README.md');
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});
