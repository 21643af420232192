import { ENVIRONMENT, errorsOf, MODEL } from '../../helpers/specs';

/** The errors of a model with these fields under `spec`. */
function model(text: string): string[] {
  return errorsOf(MODEL + text).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

/** The errors of a model with other metadata. */
function metadata(text: string): string[] {
  return errorsOf(MODEL.replace(/metadata: .*/, `metadata: { ${text} }`)).map((error) => error.replace(/^models\/churn\.yaml:/, ''));
}

describe('an unknown field', () => {
  test('names the one that was meant', () => {
    expect(model('  workers: { threadsPerWorkr: 2 }\n')).toEqual(['6:14: spec.workers.threadsPerWorkr is not a field; did you mean threadsPerWorker?']);
  });

  test('names where it belongs', () => {
    expect(model('  memoryPerWorker: 1Gi\n')).toEqual(['6:3: spec.memoryPerWorker is not a field; did you mean spec.workers.memoryPerWorker?']);
  });

  test('of another tool names Plumbline\'s', () => {
    expect(model('  replicas: 3\n')).toEqual(['6:3: spec.replicas is not a field; did you mean spec.scaling.min and spec.scaling.max?']);
  });

  test('like no other lists those that there are', () => {
    expect(model('  gpu: { zzz: 1 }\n')).toEqual(['6:10: spec.gpu.zzz is not a field; spec.gpu may hold count, sku and force']);
  });

  test('in an override names the whole path', () => {
    expect(model('  environments: { production: { scalng: {} } }\n'))
      .toEqual(['6:33: spec.environments.production.scalng is not a field; did you mean scaling?']);
  });

  test('does not also report the field that was meant as missing', () => {
    expect(errorsOf(MODEL.replace('image', 'imge'))).toEqual(['models/churn.yaml:5:3: spec.imge is not a field; did you mean image?']);
  });

  test('in an environment names the one that was meant', () => {
    expect(errorsOf(MODEL, `${ENVIRONMENT}  node: {}\n`)).toEqual(['environments/production.yaml:8:3: spec.node is not a field; did you mean nodes?']);
  });
});

describe('a missing field is named with an example', () => {
  test('in metadata', () => {
    expect(metadata('name: churn, version: 1.0.0')).toEqual(['3:1: metadata.team is required, for example pricing']);
  });

  test('in an artifact', () => {
    expect(model('  artifact: { blob: churn/model.tar.gz }\n')).toEqual(['6:3: spec.artifact.sha256 is required']);
  });
});

describe('a value of the wrong type', () => {
  test.each([
    ['text for a whole number', '  workers: { cores: "4" }\n', '6:21: spec.workers.cores must be a whole number, found the text "4"; write 4 without quotes'],
    ['a fraction for a whole number', '  workers: { cores: 1.5 }\n', '6:21: spec.workers.cores must be a whole number, found the number 1.5'],
    ['a list for fields', '  scaling: [1]\n', '6:12: spec.scaling must be a set of fields, found a list'],
    ['fields for a list', '  inputs: { a: 1 }\n', '6:11: spec.inputs must be a list, found fields'],
    ['nothing for fields', '  scaling:\n', '6:3: spec.scaling is empty; give it a set of fields or remove the line'],
    ['text for a switch', '  gpu: { force: "true" }\n', '6:17: spec.gpu.force must be true or false, found the text "true"; write true without quotes'],
    ['a number for text', '  inputs: [{ name: 5, type: double }]\n', '6:20: spec.inputs[0].name must be text, found the number 5; write "5" in quotes'],
    ['a number for a variable', '  env: { ROWS: 10 }\n', '6:16: spec.env.ROWS must be text or a reference to a secret, found the number 10; write "10" in quotes'],
  ])('%s', (_, text, error) => {
    expect(model(text)).toEqual([error]);
  });

  test('says how a number was written, not how it was read', () => {
    expect(errorsOf(MODEL, ENVIRONMENT.replace('"1.36"', '1.30')))
      .toEqual(['environments/production.yaml:5:48: spec.cluster.kubernetesVersion must be text, found the number 1.3; write "1.30" in quotes']);
  });

  test('of a whole file', () => {
    expect(errorsOf('hello\n')).toEqual(['models/churn.yaml:1:1: the file must be a set of fields, found the text "hello"']);
  });
});

describe('an amount of memory in another unit says what to write', () => {
  test.each([
    ['600M', 'found "600M"; write 600Mi'],
    ['600', 'found the number 600; write 600Mi for mebibytes or 600Gi for gibibytes'],
    ['600mb', 'found "600mb"; write 600Mi'],
    ['1.5Gi', 'found "1.5Gi"; write 1536Mi'],
    ['2 GB', 'found "2 GB"; write 2Gi'],
    ['1Ti', 'found "1Ti"; write 1024Gi'],
    ['512000Ki', 'found "512000Ki"; write 500Mi'],
    ['0Mi', 'found "0Mi"; write at least 1Mi'],
    ['plenty', 'found "plenty"; write for example 600Mi or 2Gi'],
  ])('%s', (written, hint) => {
    expect(model(`  workers: { memoryPerWorker: ${written} }\n`))
      .toEqual([`6:31: spec.workers.memoryPerWorker must be a whole number followed by Mi or Gi, ${hint}`]);
  });
});

describe('a value that is not allowed', () => {
  test('lists what is, and the nearest', () => {
    expect(model('  family: tree-ensembles\n'))
      .toEqual(['6:11: spec.family must be one of linear, tree-ensemble, kernel, deep-learning or other, found "tree-ensembles"; did you mean tree-ensemble?']);
  });

  test('of another language names Plumbline\'s', () => {
    expect(model('  inputs: [{ name: a, type: numeric }]\n'))
      .toEqual(['6:29: spec.inputs[0].type must be one of double, integer, integer64, logical, string, factor, date or datetime, found "numeric"; did you mean double?']);
  });

  test('is out of range', () => {
    expect(model('  scaling: { cpuUtilization: 101 }\n')).toEqual(['6:30: spec.scaling.cpuUtilization (101) must be at most 100']);
  });

  test('stands in a list twice', () => {
    expect(model('  inputs: [{ name: a, type: factor, levels: [x, y, x] }]\n')).toEqual(['6:52: spec.inputs[0].levels[2] repeats spec.inputs[0].levels[0] ("x")']);
  });
});

describe('a name over the limits of Kubernetes', () => {
  test('with capitals and underscores', () => {
    expect(metadata('name: Churn_Model, version: 1.0.0, team: crm')).toEqual([
      '3:19: metadata.name must be lower-case letters, digits and dashes, starting with a letter and ending with a letter or digit, found "Churn_Model"',
    ]);
  });

  test('too long', () => {
    expect(metadata(`name: ${'a'.repeat(41)}, version: 1.0.0, team: crm`)).toEqual(['3:19: metadata.name must have at most 40 characters, found 41']);
  });

  test('of a label', () => {
    expect(metadata('name: churn, version: 1.0.0, team: crm, labels: { "a b": x }')).toEqual([
      '3:63: the name "a b" in metadata.labels must be a label name: at most 63 letters, digits, dashes, underscores and dots, with an optional DNS prefix and slash before them',
    ]);
  });

  test('a version with build metadata, which no label can hold', () => {
    expect(metadata('name: churn, version: 1.0.0+7, team: crm'))
      .toEqual(['3:35: metadata.version must be a semantic version such as 1.0.0 or 2.1.0-rc.1, without build metadata, found "1.0.0+7"']);
  });
});

test('a checksum of the wrong shape says what shape it has', () => {
  expect(model('  artifact: { blob: churn.tar.gz, sha256: 9F86D0 }\n'))
    .toEqual(['6:43: spec.artifact.sha256 must be 64 hexadecimal digits in lower case, as sha256sum prints them, found "9F86D0"']);
});

describe('of fields that exclude each other', () => {
  test('one is needed', () => {
    expect(model('  endpoint: { credentials: {} }\n')).toEqual(['6:15: spec.endpoint.credentials needs one of keyVault or secret']);
  });

  test('only one is kept', () => {
    expect(model('  endpoint: { credentials: { secret: a, keyVault: {} } }\n'))
      .toEqual(['6:15: spec.endpoint.credentials has keyVault and secret, which exclude each other; keep one']);
  });

  test('a misspelt one is not also missing', () => {
    expect(model('  env: { TOKEN: { keyVault: a } }\n')).toEqual(['6:19: spec.env.TOKEN.keyVault is not a field; did you mean keyVaultSecret?']);
  });

  test('errors of the alternative that was meant, and of no other', () => {
    expect(model('  env: { TOKEN: { secret: a } }\n')).toEqual(['6:27: spec.env.TOKEN.secret must be a set of fields, found the text "a"']);
  });
});
