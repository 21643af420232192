import { completeEnvironment } from '../../../environment';
import { ModelView } from '../../../model-view';
import { dotted } from '../../../problem';
import { endpointAddress } from '../../../resolve/endpoint';
import type { FleetFinding, FleetRule } from '../rule';

/** Two models of one environment have two addresses. One path under another is fine: ingress controllers take the longest that fits. */
export const distinctAddresses: FleetRule = ({ environments, selected }) => environments.flatMap(({ file, value }) => {
  const environment = completeEnvironment(value);
  const name = environment.metadata.name;
  const first = new Map<string, string>();
  return (selected.get(file) ?? []).flatMap((model): FleetFinding[] => {
    const view = ModelView.of(model.value, name);
    const { host, path } = endpointAddress(view, environment);
    const twin = first.get(host + path);
    if (twin === undefined) {
      first.set(host + path, model.file);
      return [];
    }
    // Two models of one name have one address too, and the name is the error.
    const origin = view.origin(['endpoint', 'path']) ?? view.origin(['endpoint', 'host']);
    if (origin === undefined) return [];
    return [{
      file: model.file,
      path: origin,
      at: 'value',
      message: `${dotted(origin)} makes the address ${host}${path} in environment ${name}, which is that of the model in ${twin} already`,
    }];
  });
});
