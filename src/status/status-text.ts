import type { EnvironmentStatus } from './environment-status';
import type { ModelStatus } from './model-status';
import { ago } from './wording';

export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** A line a model, and below it why it is not ready. */
export function statusText({ environment, context, notes, models }: EnvironmentStatus, now: Date, { good, bad }: Paint): string {
  const rows = models.map((model) => [model.model, model.ready ? 'ready' : 'not ready', gitText(model), runningText(model, now), podsText(model)]);
  const heads = ['MODEL', 'STATE', 'GIT', 'RUNNING', 'PODS'];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => column === cells.length - 1 ? cell : cell.padEnd(widths[column])).join('  ').trimEnd();
  const coloured = (cells: readonly string[], ready: boolean) => line(cells).replace(/^(\S+ +)(ready|not ready)/, (_, head: string, state: string) => head + (ready ? good : bad)(state));
  const ready = models.filter((model) => model.ready).length;
  return [
    ...notes.map((note) => `! ${note}`),
    ...models.length === 0 ? [] : [line(heads)],
    ...models.flatMap((model, index) => [coloured(rows[index], model.ready), ...model.reason === undefined ? [] : [`  ${model.reason}`]]),
    `${ready} of ${models.length} models ready in ${environment} (context ${context})`,
  ].join('\n') + '\n';
}

function gitText({ git }: ModelStatus): string {
  return git.version;
}

function runningText({ running, git }: ModelStatus, now: Date): string {
  if (running === undefined) { return 'nothing'; }
  const image = running.version === git.version && running.image !== git.image ? ` ${running.image.split('/').at(-1)}` : '';
  const since = running.since === '' ? '' : `, ${ago(running.since, now)}`;
  return `${running.version}${image}${since}`;
}

function podsText({ pods }: ModelStatus): string {
  return `${pods.ready}/${pods.wanted}`;
}
