import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem } from '../../../src/spec';
import { loadRepository } from '../../../src/spec/load/load-repository';
import { parseSpecFile } from '../../../src/spec/parse-file';
import { ENVIRONMENT, MODEL, TODAY } from '../../helpers/specs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-specs-'));
  write('environments/production.yaml', ENVIRONMENT);
  write('models/churn.yaml', MODEL);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function errors(): string[] {
  return loadRepository(root, { today: TODAY }).errors.map(formatProblem);
}

test('a repository with one model and one environment has one placement', () => {
  expect(loadRepository(root, { today: TODAY }).placements.map(({ values }) => values.source)).toEqual([
    { model: 'models/churn.yaml', environment: 'environments/production.yaml' },
  ]);
});

test('files are read in the order of their names, .yml too', () => {
  write('models/a.yml', MODEL.replace('churn,', 'a,'));
  write('models/z.yaml', MODEL.replace('churn,', 'z,'));
  expect(loadRepository(root, { today: TODAY }).models.map(({ file }) => file)).toEqual(['models/a.yml', 'models/churn.yaml', 'models/z.yaml']);
});

test('hidden files and files of other kinds are left alone', () => {
  write('models/.churn.yaml', 'not: [valid');
  write('models/README.md', '# models');
  expect(errors()).toEqual([]);
});

test('an empty folder says what to write', () => {
  rmSync(join(root, 'models/churn.yaml'));
  expect(errors()).toEqual(['models/: no model found; write one into models/<name>.yaml']);
});

test('a missing folder says what to write', () => {
  rmSync(join(root, 'environments'), { recursive: true });
  expect(errors()).toEqual(['environments/: no environment found; write one into environments/<name>.yaml']);
});

test('a folder with the name of a file is refused', () => {
  mkdirSync(join(root, 'models/x.yaml'));
  expect(errors()).toEqual(['models/x.yaml: this is a folder; a spec is a file, and its name ends in .yaml']);
});

test('a link to nothing is refused', () => {
  symlinkSync(join(root, 'nowhere'), join(root, 'models/x.yaml'));
  expect(errors()).toEqual(['models/x.yaml: the file is a link to nothing']);
});

test('a file of 10 MB is refused without being parsed', () => {
  write('models/x.yaml', Buffer.alloc(10_000_000, '&a'));
  expect(errors()).toEqual(['models/x.yaml: the file has 9.5 MiB, a spec may have 1 MiB; keep data and models out of it']);
});

test('a file that is not UTF-8 is refused', () => {
  write('models/x.yaml', Buffer.from([0x6b, 0x69, 0x6e, 0x64, 0x3a, 0x20, 0xe9, 0x0a]));
  expect(errors()).toEqual(['models/x.yaml: the file is not UTF-8 text; save it as UTF-8']);
});

test('a byte order mark is no error and moves no column', () => {
  write('models/churn.yaml', `\ufeff${MODEL.replace('plumbline/v1', 'v1')}`);
  expect(errors()).toEqual(['models/churn.yaml:1:13: apiVersion must be plumbline/v1, found "v1"']);
});

test('Windows line endings move no line', () => {
  write('models/churn.yaml', `${MODEL}  scaling: { min: 0 }\n`.replaceAll('\n', '\r\n'));
  expect(errors()).toEqual(['models/churn.yaml:6:19: spec.scaling.min (0) must be at least 1']);
});

test('a file that the system can\'t open is refused with its reason', () => {
  symlinkSync('x.yaml', join(root, 'models/x.yaml'));
  expect(errors()).toEqual(['models/x.yaml: the file can\'t be read: ELOOP']);
});

test('a parser that remembers is asked instead', () => {
  const asked: string[] = [];
  loadRepository(root, {
    today: TODAY,
    parse: (file) => {
      asked.push(file.file);
      return parseSpecFile(file);
    },
  });
  expect(asked).toEqual(['environments/production.yaml', 'models/churn.yaml']);
});

test('a file of the wrong kind says where it belongs', () => {
  write('models/production.yaml', ENVIRONMENT);
  expect(errors()).toEqual(['models/production.yaml:2:7: kind is Environment, and models/ is for files of kind Model; move this one to environments/']);
});
