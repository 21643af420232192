import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIT_HOSTS } from './git-host';
import type { PlumblineProjectOptions } from './plumbline-project-options';

/** What npm has put into the folder on behalf of projen by the time that the project is made, and what may well be there. */
const EXPECTED = ['.git', '.npmrc', 'node_modules', 'package-lock.json'];

/** A name that Kubernetes and Plumbline take, for what the first files are named after. */
const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Why no repository can be made here of these options, a sentence each. The specs' own rules are Plumbline's, and are told when they are rendered. */
export function objectionsTo(folder: string, options: PlumblineProjectOptions): string[] {
  const { environment = 'production', model = 'first-model', team = 'my-team', repository, gitHost } = options;
  const found = readdirSync(folder).filter((name) => !EXPECTED.includes(name) && !(name === 'package.json' && isOfProjen(join(folder, name)))).sort();
  const names = Object.entries({ environment, model, team }).filter(([, name]) => !NAME.test(name));
  const hosts: readonly string[] = GIT_HOSTS;
  return [
    ...found.length > 0 ? [`the folder is not empty: it holds ${some(found)}; make the repository in an empty folder`] : [],
    ...names.map(([flag, name]) => `--${flag} (${name}) must be lower-case letters, digits and dashes, at most 40, and begin with a letter`),
    ...(/^(https:\/\/|ssh:\/\/git@)[^\s@?#]+$/.test(repository) ? [] : [`--repository (${repository}) must begin with https:// or ssh://git@ and hold no credentials`]),
    ...gitHost === undefined || hosts.includes(gitHost) ? [] : [`--git-host (${gitHost}) must be one of ${hosts.join(', ')}`],
  ];
}

/** Whether a package.json is the one in which npm noted down projen and this package, and nobody's own. */
function isOfProjen(file: string): boolean {
  try {
    const { devDependencies = {}, ...others } = JSON.parse(readFileSync(file, 'utf8')) as { devDependencies?: Record<string, string> };
    return Object.keys(others).length === 0 && Object.keys(devDependencies).every((name) => /^projen(?:-plumbline)?$/.test(name));
  } catch {
    return false;
  }
}

/** Says what is wrong and ends the process: projen prints a stack trace for whatever is thrown. */
export function refuse(objections: readonly string[]): never {
  process.stderr.write(`${objections.map((objection) => `plumbline: ${objection}`).join('\n')}\nno file of yours was touched\n`);
  process.exit(1);
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
