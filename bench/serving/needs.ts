import { execFileSync } from 'node:child_process';

export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function hasPackage(name: string): boolean {
  return execFileSync('Rscript', ['--vanilla', '-e', `cat(requireNamespace("${name}", quietly = TRUE))`], { encoding: 'utf8' }).trim() === 'TRUE';
}
