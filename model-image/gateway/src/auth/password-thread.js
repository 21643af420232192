'use strict';

// A thread of its own: argon2 and bcrypt take tens of milliseconds, in which the gateway would answer nobody.
// JavaScript and not TypeScript, because a thread is started from a file as it is.
const { parentPort } = require('node:worker_threads');
const { argon2Verify, bcryptVerify } = require('hash-wasm');

parentPort.on('message', async ({ id, password, hash }) => {
  const verify = hash.startsWith('$argon2') ? argon2Verify : bcryptVerify;
  const valid = await verify({ password, hash }).catch(() => false);
  parentPort.postMessage({ id, valid });
});
