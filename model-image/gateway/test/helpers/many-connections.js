'use strict';

// node many-connections.js <port> <count>: opens so many connections, sends one byte on each, says "open", and when the last is cut how many were answered 408.
// A process of its own, because each connection takes a file descriptor on either side and both sides have one limit.
const { connect } = require('node:net');

const [port, count] = process.argv.slice(2).map(Number);
/** Connections that are being opened at a time: fewer than any listen queue holds. */
const AT_ONCE = 500;
let started = 0;
let open = 0;
let closed = 0;
let timedOut = 0;

function next() {
  if (started === count) return;
  started += 1;
  const socket = connect(port, '127.0.0.1', () => {
    socket.write('P');
    open += 1;
    if (open === count) process.stdout.write('open\n');
    next();
  });
  socket.on('data', (chunk) => {
    if (chunk.toString('latin1').startsWith('HTTP/1.1 408')) timedOut += 1;
  });
  socket.on('error', (error) => process.stderr.write(`${error.code}\n`));
  socket.on('close', () => {
    closed += 1;
    if (closed === count) process.stdout.write(`cut ${timedOut}\n`);
  });
}

for (let index = 0; index < AT_ONCE; index += 1) next();
