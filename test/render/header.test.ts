import { header, isRenderedAs } from '../../src/render/header';

const PATH = 'dist/models/dev/churn/service.yaml';
const text = `${header(PATH, ['models/churn.yaml', 'environments/dev.yaml'])}kind: Service\n`;

describe('the first line of a rendered file', () => {
  test('says what it was rendered from and how to render it again', () => {
    expect(header(PATH, ['models/churn.yaml', 'environments/dev.yaml']))
      .toBe(`# Rendered by plumbline as ${PATH} from models/churn.yaml and environments/dev.yaml. Edit those; then: npx projen synth\n`);
  });

  test('makes a file Plumbline\'s at its own path', () => {
    expect(isRenderedAs(PATH, text)).toBe(true);
  });

  test('does not make a copy at another path Plumbline\'s', () => {
    expect(isRenderedAs('dist/models/dev/churn/service-copy.yaml', text)).toBe(false);
  });

  test('does not make a file at a longer path Plumbline\'s', () => {
    expect(isRenderedAs('dist/models/dev/churn/service', text)).toBe(false);
  });

  test('counts only at the top', () => {
    expect(isRenderedAs(PATH, `kind: Service\n${text}`)).toBe(false);
  });
});
