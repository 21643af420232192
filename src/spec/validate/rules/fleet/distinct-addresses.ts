import { completeEnvironment } from '../../../environment';
import { ModelView } from '../../../model-view';
import { dotted, type SpecPath } from '../../../problem';
import { endpointAddress } from '../../../resolve/endpoint';
import type { FleetFinding, FleetRule } from '../rule';

interface Claim {
  readonly file: string;
  /** Where the model chose the address; undefined where it follows from its name. */
  readonly origin: SpecPath | undefined;
}

/** Two models of one environment have two addresses. One path under another is fine: ingress controllers take the longest that fits. */
export const distinctAddresses: FleetRule = ({ environments, selected }) => environments.flatMap(({ file, value }) => {
  const environment = completeEnvironment(value);
  const name = environment.metadata.name;
  const claims = new Map<string, Claim>();
  return (selected.get(file) ?? []).flatMap((model): FleetFinding[] => {
    const view = ModelView.of(model.value, name);
    const { host, path } = endpointAddress(view, environment);
    const claim = { file: model.file, origin: view.origin(['endpoint', 'path']) ?? view.origin(['endpoint', 'host']) };
    const earlier = claims.get(host + path);
    if (earlier === undefined) {
      claims.set(host + path, claim);
      return [];
    }
    // Addresses that follow from names are the same where the names are, and that is another rule's error.
    const [blamed, twin] = claim.origin === undefined ? [earlier, claim] : [claim, earlier];
    if (blamed.origin === undefined) return [];
    const message = `${dotted(blamed.origin)} makes the address ${host}${path} in environment ${name}, which is that of the model in ${twin.file} already`;
    return [{ file: blamed.file, path: blamed.origin, at: 'value', message }];
  });
});
