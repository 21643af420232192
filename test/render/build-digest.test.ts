import { LAYERS } from '../../projenrc/layers';
import { RENDERED_BY } from '../../src/render/build-digest';

test('the digest covers all code that may have a part in what is rendered', () => {
  expect(RENDERED_BY).toEqual([...LAYERS.render, 'render'].sort());
});
