// An empty Fastify server: `node peer-fastify.ts PORT`.
import Fastify from 'fastify';

const [port = ''] = process.argv.slice(2);
const server = Fastify();
server.get('/', () => 'ok');
await server.listen({ port: Number(port), host: '127.0.0.1' });
