import { field, type LinkRule } from './link';
import { CLOUDS } from '../../spec';
import { ModelView } from '../../spec/model-view';

/** Image -> registry -> role of the kubelet. The nodes may pull from the environment's registry, and from what needs no right. */
export const imageLinks: LinkRule = ({ file, environment, placements }) => {
  const { spec: { registry, cluster }, metadata } = environment;
  const suffix = `.${CLOUDS[cluster.cloud].registry}`;
  const own = registry === undefined ? undefined : `${registry.name}${suffix}`;
  return placements.flatMap(({ model, values: { name, image } }) => {
    if (!image.registry.endsWith(suffix) || image.registry === own) { return []; }
    const path = ModelView.of(model.value, metadata.name).origin(['image']) ?? ['spec', 'image'];
    const allowed = own === undefined ? 'from no registry of Azure\'s' : `from ${own} alone`;
    return [{
      severity: 'warning' as const,
      here: field(model.file, ...path),
      there: field(file, 'spec', 'registry'),
      message: `the image of model ${name} lies in ${image.registry}, and the nodes of ${metadata.name} may pull ${allowed} ({there}); its pods wait until the nodes' identity gets AcrPull there`,
    }];
  });
};
