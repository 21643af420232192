import type { Base } from './base';
import { pathText } from './differences';
import type { ObjectChanges } from './object-changes';
import type { Review } from './review';

/** A review for machines: every statement with the rule that made it. */
export function jsonOf({ ref, commit }: Base, { headline, risk, groups, environments, own, upgrade, notes }: Review) {
  return {
    base: { ref, commit },
    headline,
    risk,
    notes,
    ...upgrade === undefined ? {} : { upgrade },
    models: groups.map(({ first, models, environments: names }) => ({
      models,
      environments: names,
      change: first.change,
      ...first.from === undefined ? {} : { from: first.from },
      restarts: first.restarts,
      statements: first.statements,
      objects: objectsOf(first.objects),
    })),
    environments: environments.map(({ name, from, change, statements, nodes, parameters, objects, resources, cost }) => ({
      name,
      ...from === undefined ? {} : { from },
      change,
      statements,
      nodes: { atRest: nodes.atRest, atPeak: nodes.atPeak },
      parameters: parameters.map((parameter) => parameter.name),
      objects: objectsOf(objects),
      resources,
      ...cost === undefined ? {} : { cost },
    })),
    withoutSpec: own.map(({ files, statements, restarts, objects }) => ({ files, statements, restarts, objects: objectsOf(objects) })),
  };
}

function objectsOf({ objects }: ObjectChanges) {
  return objects.map(({ title, change, fields }) => ({ title, change, fields: fields.map(({ path }) => pathText(path)) }));
}
