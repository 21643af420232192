#!/usr/bin/env node
import nodeModule from 'node:module';

// Saves compiling the same modules at each start; Node 20 has no such cache (https://nodejs.org/api/module.html#moduleenablecompilecachecachedir).
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

// A reader that has seen enough, such as head, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') { process.exit(); }
  throw error;
});

// Loaded after the cache is on, which serves only what comes later.
void import('./program').then(({ run }) => run(process.argv.slice(2)));
