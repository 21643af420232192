import { debianName, neededPackages } from '../../src/image/r-packages';
import { temporaryFolder, writeFiles } from '../helpers/temporary-folder';

describe('the packages that a model needs', () => {
  const folder = temporaryFolder();

  function needed(files: Readonly<Record<string, string>>, more: readonly string[] = []): Record<string, string> {
    writeFiles(folder(), files);
    return Object.fromEntries(neededPackages(folder(), more).reasons);
  }

  test('come from its code, its DESCRIPTION, its session and the command line', () => {
    expect(needed({
      'score.R': 'library(ranger)\n',
      'DESCRIPTION': 'Package: churn\nDepends: R (>= 4.1), jsonlite\nImports: data.table (>= 1.14),\n    digest\nSuggests: testthat\n',
      'session.json': '{"needs": ["randomForest"], "packages": {"MASS": "7.3-65"}}',
    }, ['bit64'])).toEqual({
      'bit64': '--package', 'ranger': 'score.R', 'jsonlite': 'DESCRIPTION', 'data.table': 'DESCRIPTION', 'digest': 'DESCRIPTION', 'randomForest': 'session.json',
    });
  });

  test('are none of those that R brings', () => {
    expect(needed({ 'score.R': 'stats::predict(model); library(parallel)' })).toEqual({});
  });

  test('are not those of the training script', () => {
    expect(needed({ 'train.R': 'library(caret)', 'score.R': '' })).toEqual({});
  });

  test('have plumber among them for an annotated script', () => {
    expect(needed({ 'service.R': '#* @post /score\nfunction(x) x\n' })).toEqual({ plumber: 'service.R\'s annotations' });
  });

  test('have those of its formats among them', () => {
    const code = '#* @get /a\n#* @serializer csv list(na = "")\nfunction() 1\n#* @post /b\n#* @parser json\n#\' @parser yaml\nfunction(req) 1\nkept <- serializer_htmlwidget()\n';
    expect(Object.keys(needed({ 'service.R': code })).sort()).toEqual(['htmlwidgets', 'plumber', 'readr', 'yaml']);
  });

  test('are refused where session.json is broken', () => {
    expect(() => needed({ 'session.json': '{' })).toThrow(/session\.json is no JSON .*record_session\(\) writes it/);
  });

  test('have names of their own in Debian', () => {
    expect(debianName('randomForest')).toBe('r-cran-randomforest');
  });
});
