import uWebSockets from 'uWebSockets.js';

/** Baseline: uWebSockets.js answering 202 without reading a byte of the body. Prints its port. */
uWebSockets
  .App()
  .post('/v1/events', (response) => {
    response.onAborted(() => undefined);
    response.onData((_chunk, isLast) => {
      if (isLast) response.writeStatus('202 Accepted').end('{}');
    });
  })
  .listen('127.0.0.1', 0, (socket) => {
    if (socket === false) throw new Error('could not listen');
    process.stdout.write(`${uWebSockets.us_socket_local_port(socket)}\n`);
  });
