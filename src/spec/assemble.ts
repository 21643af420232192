import { completeEnvironment, selector } from './environment';
import type { Environment } from './environment.generated';
import { SourceText } from './load/source-text';
import { locate } from './locate';
import { ModelView } from './model-view';
import type { Model } from './model.generated';
import type { ParsedEnvironment, ParsedFile, ParsedModel } from './parse-file';
import { withGroupIdentities } from './plan/identity-groups';
import { sortProblems, type Finding, type Problem } from './problem';
import { resolveModel } from './resolve/resolve-model';
import { apiVersions } from './validate/rules/environment/api-versions';
import { calendar } from './validate/rules/environment/calendar';
import { kubernetesVersion } from './validate/rules/environment/kubernetes-version';
import { FLEET_RULES } from './validate/rules/fleet';
import { PLACEMENT_RULES } from './validate/rules/placement';
import type { FileOf, Fleet, FleetFinding } from './validate/rules/rule';
import type { ScoringValues } from './values';

/** A model in an environment that it runs in. */
export interface Placement {
  readonly model: FileOf<Model>;
  readonly environment: FileOf<Environment>;
  readonly values: ScoringValues;
}

/** All specs of a repository, validated. */
export interface Repository {
  readonly models: readonly FileOf<Model>[];
  readonly environments: readonly FileOf<Environment>[];
  /** By environment, then by model; empty where there are errors. */
  readonly placements: readonly Placement[];
  /** Sorted by file and line. */
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export interface AssembleOptions {
  /** `YYYY-MM-DD`: Kubernetes versions are judged by it. */
  readonly today: string;
  /** The text of a file; asked for only where there is a problem to locate. */
  readonly textOf: (file: string) => string;
  /** Problems found while reading, such as a folder that is empty. */
  readonly problems?: readonly Problem[];
}

/** Puts parsed files together: the rules between files, and every model in every environment that it runs in. Pure but for `textOf`. */
export function assembleRepository(parsed: readonly ParsedFile[], { today, textOf, problems = [] }: AssembleOptions): Repository {
  const fleet = fleetOf(parsed);
  const findings = [...environmentFindings(fleet, today), ...FLEET_RULES.flatMap((rule) => rule(fleet)), ...placementFindings(fleet)];
  const all = sortProblems([...problems, ...parsed.flatMap((file) => file.problems), ...located(findings, textOf)]);
  const errors = all.filter(({ severity }) => severity === 'error');
  return {
    models: fleet.models,
    environments: fleet.environments,
    placements: errors.length > 0 ? [] : placementsOf(fleet),
    errors,
    warnings: all.filter(({ severity }) => severity === 'warning'),
  };
}

function fleetOf(parsed: readonly ParsedFile[]): Fleet {
  const modelFiles = parsed.filter((file): file is ParsedModel => file.kind === 'Model');
  const environmentFiles = parsed.filter((file): file is ParsedEnvironment => file.kind === 'Environment');
  const models = modelFiles.flatMap(({ file, value }) => value === undefined ? [] : [{ file, value }]);
  const environments = environmentFiles.flatMap(({ file, value }) => value === undefined ? [] : [{ file, value }]);
  const selected = new Map(environments.map(({ file, value }) => {
    const runsHere = selector(completeEnvironment(value).spec.models);
    return [file, models.filter((model) => runsHere(model.value.metadata.name))];
  }));
  return { models, environments, modelNames: namesOf(modelFiles), environmentNames: namesOf(environmentFiles), selected };
}

/** Undefined where a file has no name to tell. */
function namesOf(files: readonly ParsedFile[]): Set<string> | undefined {
  const names = files.flatMap(({ name }) => name ?? []);
  return names.length < files.length ? undefined : new Set(names);
}

function environmentFindings({ environments }: Fleet, today: string): FleetFinding[] {
  const rules = [kubernetesVersion(today), calendar(today), apiVersions()];
  return environments.flatMap(({ file, value }) => {
    const environment = completeEnvironment(value);
    return rules.flatMap((rule) => rule(environment)).map((finding) => ({ ...finding, file }));
  });
}

function placementFindings({ environments, selected }: Fleet): FleetFinding[] {
  return environments.flatMap((there) => {
    const environment = completeEnvironment(there.value);
    return selected.get(there.file)!.flatMap((here) => {
      const placed = { model: ModelView.of(here.value, environment.metadata.name), environment };
      return PLACEMENT_RULES.flatMap((rule) => rule(placed))
        .map(({ in: side, ...finding }) => ({ ...finding, file: side === 'model' ? here.file : there.file }));
    });
  });
}

function located(findings: readonly (Finding & { readonly file: string })[], textOf: (file: string) => string): Problem[] {
  const texts = new Map<string, SourceText>();
  return findings.map(({ file, ...finding }) => {
    let text = texts.get(file);
    if (text === undefined) texts.set(file, text = new SourceText(textOf(file)));
    return locate(finding, file, text);
  });
}

function placementsOf({ environments, selected }: Fleet): Placement[] {
  return environments.flatMap((environment) => {
    const models = selected.get(environment.file)!;
    const values = withGroupIdentities(models.map((model) => resolveModel(model, environment)));
    return models.map((model, index) => ({ model, environment, values: values[index] }));
  });
}
