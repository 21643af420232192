import { podOf } from '../pod';
import { caution, danger, info } from '../statement';
import { cores, listed, memory, quantity } from '../wording';
import type { PresenceRule } from './rule';

/** What it means that a model or an environment comes or goes. */
export const PRESENCE_RULES: readonly PresenceRule[] = [
  {
    about: 'presence',
    id: 'model-added',
    section: 'rollout',
    judge: ({ kind, change, elsewhere, after }) => {
      if (kind !== 'model' || change !== 'added' || after === undefined) { return []; }
      const pod = podOf(after);
      const size = `${after.scaling.min} to ${quantity(after.scaling.max, 'pod')} of ${cores(pod.cpuMillicores)} and ${memory(pod.memoryMiB)}${pod.gpus > 0 ? ` and ${quantity(pod.gpus, 'GPU')}` : ''}`;
      const text = `new: https://${after.endpoint.host}${after.endpoint.path}, ${size}, namespace ${after.namespace}`;
      return [elsewhere.length > 0 ? caution(`${text}; it leaves ${listed(elsewhere)}`, 'the model moves') : info(text)];
    },
  },
  {
    about: 'presence',
    id: 'model-added-open',
    section: 'security',
    judge: ({ kind, change, after }) => kind === 'model' && change === 'added' && after?.auth.mode === 'none'
      ? [danger('the new service asks for no authentication', 'authentication is off')] : [],
  },
  {
    about: 'presence',
    id: 'model-removed',
    section: 'rollout',
    judge: ({ kind, change, elsewhere, before }) => kind === 'model' && change === 'removed' && before !== undefined
      ? [danger(`the namespace ${before.namespace} and all in it are pruned; https://${before.endpoint.host}${before.endpoint.path} answers 404${elsewhere.length > 0 ? `; the model moves to ${listed(elsewhere)}` : ''}`, 'a namespace is pruned')]
      : [],
  },
  {
    about: 'presence',
    id: 'model-renamed',
    section: 'rollout',
    judge: ({ kind, change, from, name, before, after }) => kind === 'model' && change === 'renamed' && before !== undefined && after !== undefined
      ? [danger(`renamed ${from} → ${name}: the namespace ${before.namespace} is pruned and ${after.namespace} made; Secrets that stand in it by hand go with it`, 'a namespace is pruned')]
      : [],
  },
  {
    about: 'presence',
    id: 'environment-added',
    section: 'rollout',
    judge: ({ kind, change, name }) => kind === 'environment' && change === 'added'
      ? [info(`new environment: deploy bicep/environments/${name}.bicepparam before Flux is pointed at it`)] : [],
  },
  {
    about: 'presence',
    id: 'environment-removed',
    section: 'rollout',
    judge: ({ kind, change }) => kind === 'environment' && change === 'removed'
      ? [danger('the environment\'s manifests go: Flux prunes every model in it; the resources in Azure stay until they are deleted', 'an environment is pruned')] : [],
  },
  {
    about: 'presence',
    id: 'environment-renamed',
    section: 'rollout',
    judge: ({ kind, change, from, name }) => kind === 'environment' && change === 'renamed'
      ? [danger(`renamed ${from} → ${name}: its folders in dist/ change their names, and a Flux that still reads the old ones prunes everything; point it at the new ones first`, 'Flux has to be pointed elsewhere')] : [],
  },
];
