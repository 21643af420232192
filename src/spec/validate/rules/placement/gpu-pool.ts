import { knownSizes } from '../../../plan/placement';
import type { PlacementRule } from '../rule';

/** A model with a GPU needs a pool with that many on a node. */
export const gpuPool: PlacementRule = ({ model, environment }) => {
  const count = model.spec.gpu?.count ?? 0;
  if (count === 0) return [];
  const { gpuSizes } = environment.spec.nodes;
  const name = environment.metadata.name;
  const finding = (message: string) => [{ ...model.at([['gpu', 'count'], ['gpu']], message), in: 'model' as const }];
  if (gpuSizes.length === 0) {
    return finding(`${model.name(['gpu'])} asks for a GPU, and environment ${name} has no GPU pool; write spec.nodes.gpuSizes there, for example [Standard_NC4as_T4_v3]`);
  }
  const sizes = knownSizes(gpuSizes);
  const most = Math.max(...sizes.map(({ gpus }) => gpus));
  if (sizes.length < gpuSizes.length || most >= count) return [];
  return finding(`${model.say(['gpu', 'count'])} is more than a node of environment ${name} has (${most}); choose a larger size in spec.nodes.gpuSizes there`);
};
