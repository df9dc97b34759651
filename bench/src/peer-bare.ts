// The least that Node can do for the same bytes: `node peer-bare.ts PORT BODY`.
import { createServer } from 'node:http';

const [port = '', text = ''] = process.argv.slice(2);
const body = Buffer.from(text);
const headers = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'content-length': body.length,
};
createServer((_, response) => {
  response.writeHead(200, headers);
  response.end(body);
}).listen(Number(port), '127.0.0.1', 4096);
