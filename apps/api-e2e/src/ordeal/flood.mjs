import { connect } from 'node:net';

/**
 * Callers that send one request over and over, each over a connection of its own: `<JSON of origin, connections, paths, headers>`. They look at
 * nothing but statuses, which are printed when the standard input ends.
 */
const { origin, connections, paths, headers } = JSON.parse(process.argv[2]);

/** Milliseconds after which a connection that was lost is made anew. */
const retryMilliseconds = 100;

const { hostname, port, host } = new URL(origin);
const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
const requests = paths.map((path) => `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
const statuses = {};
let lost = 0;

const lengthIn = (head) => Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);

/** Tells answers apart by their length, and keeps nothing of their bodies. */
const answersTo = (told) => {
  let head = '';
  let bodyLeft = 0;
  let status = '';
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (bodyLeft === 0) {
        const text = head + rest.toString('latin1');
        const end = text.indexOf('\r\n\r\n');
        if (end === -1) {
          head = text;
          return;
        }
        status = text.slice(9, 12);
        bodyLeft = lengthIn(text.slice(0, end));
        rest = rest.subarray(end + 4 - head.length);
        head = '';
      }
      const taken = Math.min(rest.length, bodyLeft);
      bodyLeft -= taken;
      rest = rest.subarray(taken);
      if (bodyLeft === 0) told(status);
    }
  };
};

const begin = (request) => {
  const socket = connect(Number(port), hostname);
  const ask = () => socket.write(request);
  socket.on('connect', ask);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    lost += 1;
    setTimeout(begin, retryMilliseconds, request);
  });
  socket.on(
    'data',
    answersTo((status) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      ask();
    }),
  );
};

for (let place = 0; place < connections; place += 1) begin(requests[place % requests.length]);
process.stdin.resume().on('end', () => {
  process.stdout.write(JSON.stringify({ statuses, lost }), () => process.exit());
});
