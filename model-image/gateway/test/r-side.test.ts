import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWithR } from './helpers/r';

describeWithR('the R side', () => {
  it('passes its own tests', () => {
    const { status, stderr } = spawnSync('Rscript', ['--vanilla', join(__dirname, '..', '..', 'r', 'tests', 'run.R')], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
