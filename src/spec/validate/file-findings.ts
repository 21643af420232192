import { completeEnvironment } from '../environment';
import type { Environment } from '../environment.generated';
import { ModelView } from '../model-view';
import type { Model } from '../model.generated';
import { dotted, type Finding } from '../problem';
import { ENVIRONMENT_RULES } from './rules/environment';
import { MODEL_RULES } from './rules/model';
import { secretValues } from './secret-values';

/** What is wrong with a model that its file alone shows: as it stands, and under each override. */
export function modelFindings(model: Model): Finding[] {
  const views = [ModelView.of(model), ...Object.keys(model.spec.environments ?? {}).map((name) => ModelView.of(model, name))];
  return distinct([...views.flatMap((view) => MODEL_RULES.flatMap((rule) => rule(view))), ...secretValues(model)]);
}

/** What is wrong with an environment that its file alone shows. */
export function environmentFindings(environment: Environment): Finding[] {
  const complete = completeEnvironment(environment);
  return distinct([...ENVIRONMENT_RULES.flatMap((rule) => rule(complete)), ...secretValues(environment)]);
}

/** What a base has wrong shows again under each override. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${dotted(finding.path)} ${finding.message}`, finding])).values()];
}
