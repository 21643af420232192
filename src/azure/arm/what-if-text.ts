import { losses, type Prediction, type PropertyPrediction, type ResourcePrediction } from './what-if';

/** Colours by meaning; each hands text through where there are none. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}

const SIGNS = { create: '+', delete: '-', modify: '~', unknown: '?', none: '=' } as const;

/** The longest value that is shown whole, in characters. */
const LONGEST = 60;

/** A prediction in plain words, one thing a line. */
export function predictionText(prediction: Prediction, paint: Paint): string {
  const { resources, remarks } = prediction;
  const shown = resources.filter(({ effect }) => effect !== 'none');
  const noise = resources.flatMap(({ properties }) => properties).filter((property) => property.noise !== undefined).length;
  const lost = losses(prediction);
  const same = resources.length - shown.length;
  const lines = [
    ...shown.flatMap((resource) => resourceLines(resource, paint)),
    ...remarks.map((remark) => `! ${remark}`),
    ...shown.length === 0 ? ['nothing would change'] : [summary(shown)],
    ...same === 0 ? [] : [paint.dim(`= ${same} ${same === 1 ? 'resource stays as it is' : 'resources stay as they are'}`)],
    ...noise === 0 ? [] : [paint.dim(`${noise} ${noise === 1 ? 'difference is' : 'differences are'} known noise of what-if and left out; --json has them, docs/azure.md says which`)],
    ...lost.map((loss) => paint.red(`! ${loss}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function summary(shown: readonly ResourcePrediction[]): string {
  const count = (effect: ResourcePrediction['effect'], words: string) => {
    const found = shown.filter((resource) => resource.effect === effect).length;
    return found === 0 ? [] : [`${found} ${words}`];
  };
  return [...count('create', 'to make'), ...count('modify', 'to change'), ...count('delete', 'to delete'), ...count('unknown', 'that can\'t be predicted')].join(', ');
}

function resourceLines({ effect, inWords, properties, reason }: ResourcePrediction, paint: Paint): string[] {
  const colour = effect === 'delete' ? paint.red : effect === 'create' ? paint.green : effect === 'modify' ? paint.yellow : paint.dim;
  const real = properties.filter(({ noise }) => noise === undefined);
  return [
    colour(`${SIGNS[effect]} ${inWords}${reason === '' ? '' : `: ${reason}`}`),
    ...real.map((property) => propertyLine(property, paint)),
  ];
}

function propertyLine({ path, change, before, after, replaces, removesElement }: PropertyPrediction, paint: Paint): string {
  const name = path.replace(/^properties\./, '');
  const said = change === 'Create' ? `${name}: ${text(after)}` : change === 'Delete' ? `${name}: ${text(before)} goes` : `${name}: ${text(before)} -> ${text(after)}`;
  return replaces !== undefined || removesElement ? paint.red(`    ${said}${replaces === undefined ? '' : ` (${replaces})`}`) : `    ${said}`;
}

function text(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST - 3)}...` : whole;
}
