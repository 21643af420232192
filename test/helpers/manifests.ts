import { App, Testing, type Chart } from 'cdk8s';
import { type DeepPartial, scoringValues } from './scoring-values';
import { ModelChart } from '../../src/charts/model-chart';
import type { ScoringValues } from '../../src/spec/values';

/** A rendered object; what is below the metadata is read by path in assertions. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The objects of one model, as a team's own cdk8s app would get them: no symbolic values involved. */
export function manifestsOf(overrides: DeepPartial<ScoringValues> = {}): Manifest[] {
  return synthesize((app) => new ModelChart(app, 'model', scoringValues(overrides)));
}

/** The one object of a kind, or the one of that name where there are several. */
export function manifestOf(kind: string, overrides: DeepPartial<ScoringValues> = {}, name?: string): Manifest {
  const found = manifestsOf(overrides).filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found.length !== 1) { throw new Error(`${found.length} objects of kind ${kind}${name === undefined ? '' : ` called ${name}`}`); }
  return found[0];
}

export function kindsOf(overrides: DeepPartial<ScoringValues> = {}): string[] {
  return manifestsOf(overrides).map((object) => object.kind);
}

/** Objects of a chart. Testing.app() of cdk8s would make a folder for what is never written, and leave it. */
export function synthesize(build: (app: App) => Chart): Manifest[] {
  return Testing.synth(build(new App())) as Manifest[];
}
