import { failureMessage, isUsageFailure } from '../../src/cli/failure';
import { WriteError } from '../../src/render/apply';
import { SelectionError } from '../../src/render/selection';

describe('the message of a failure', () => {
  afterEach(() => { delete process.env.DEBUG; });

  test('is one line for what nobody expected, and says how to see more', () => {
    expect(failureMessage(new Error('odd'))).toBe('unexpected error: odd (set DEBUG=plumbline to see where)');
  });

  test('has the stack for whoever asks', () => {
    process.env.DEBUG = 'express,plumbline';
    expect(failureMessage(new Error('odd'))).toMatch(/^Error: odd\n {4}at /);
  });

  test('names the file and the reason when the file system says no', () => {
    expect(failureMessage(Object.assign(new Error('EACCES: open'), { code: 'EACCES', syscall: 'open', path: '/a/b' }))).toBe('/a/b: permission denied');
  });

  test('says how a run that could not write is completed', () => {
    expect(failureMessage(new WriteError('dist/a.yaml', 'no space left on the disk')))
      .toBe('dist/a.yaml: cannot be written: no space left on the disk; run synth again when that is mended, to write the rest');
  });

  test('blames the command line for a name that nothing has, and for nothing else', () => {
    expect([new SelectionError('no model is called x'), new Error('odd')].map(isUsageFailure)).toEqual([true, false]);
  });
});
