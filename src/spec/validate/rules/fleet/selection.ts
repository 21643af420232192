import picomatch from 'picomatch';
import { completeEnvironment, selector } from '../../../environment';
import { didYouMean } from '../../nearest';
import type { FleetFinding, FleetRule } from '../rule';

/** Warns of an environment in which nothing runs, and of patterns that stand for no model. */
export const selection: FleetRule = ({ environments, modelNames }) => {
  if (modelNames === undefined || modelNames.size === 0) return [];
  const names = [...modelNames].sort();
  return environments.flatMap(({ file, value }) => {
    const { models } = completeEnvironment(value).spec;
    const findings = (['include', 'exclude'] as const).flatMap((list) => models[list].flatMap((pattern, index): FleetFinding[] => {
      const matches = picomatch(pattern);
      if (names.some((name) => matches(name))) return [];
      return [{
        file,
        path: ['spec', 'models', list, index],
        at: 'value',
        severity: 'warning',
        message: `spec.models.${list}[${index}] (${pattern}) stands for no model${didYouMean(pattern, names)}`,
      }];
    }));
    if (findings.length > 0 || names.some(selector(models))) return findings;
    return [{ file, path: ['spec', 'models'], at: 'key', severity: 'warning', message: `no model runs in environment ${value.metadata.name}: spec.models leaves none` }];
  });
};
