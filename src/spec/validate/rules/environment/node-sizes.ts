import { VM_SIZES } from '../../../plan/vm-sizes';
import type { Finding } from '../../../problem';
import { didYouMean } from '../../nearest';
import type { EnvironmentRule } from '../rule';

/** Pools with GPUs and pools without are kept apart; of a size that the table does not know nothing can be checked. */
export const nodeSizes: EnvironmentRule = ({ spec: { nodes } }) => (['sizes', 'gpuSizes'] as const).flatMap((list) =>
  nodes[list].flatMap((name, index): Finding[] => {
    const size = VM_SIZES.get(name);
    const said = `spec.nodes.${list}[${index}] (${name})`;
    const finding = (message: string, severity: 'error' | 'warning'): Finding[] =>
      [{ path: ['spec', 'nodes', list, index], at: 'value', message: `${said} ${message}`, severity }];
    if (size === undefined) return finding(`is not in Plumbline's table of VM sizes, so models are not checked against it${didYouMean(name, VM_SIZES.keys())}`, 'warning');
    if (list === 'sizes' && size.gpus > 0) return finding('has GPUs; write it under spec.nodes.gpuSizes', 'error');
    if (list === 'gpuSizes' && size.gpus === 0) return finding('has no GPU; write it under spec.nodes.sizes', 'error');
    return [];
  }));
