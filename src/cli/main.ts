#!/usr/bin/env node
import { run } from './program';

// A reader that has seen enough, such as head, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') { process.exit(); }
  throw error;
});

void run(process.argv.slice(2));
