import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Counters } from './counters.ts';

/** What a plane has to do with the network, asked for when somebody looks. */
export type PlaneTraffic = {
  readonly connections: () => number;
  /** Since the start, headers too. */
  readonly sentBytes: () => number;
};

/** Counts and times every answer of a plane. @param nameRoute of what is not told apart, so that there are not too many series */
export function watchPlane(
  plane: FastifyInstance,
  name: 'boot' | 'admin',
  counters: Counters,
  nameRoute: (route: string) => string = (route) => route,
): PlaneTraffic {
  plane.addHook('onResponse', (request, reply, done) => {
    const route = nameRoute(request.routeOptions.url ?? 'none');
    counters.requests.add({ plane: name, route, status: String(reply.statusCode) });
    counters.requestSeconds.observe({ plane: name, route }, reply.elapsedTime / 1000);
    done();
  });
  return watchSockets(plane);
}

/** The sockets know what they have sent: nothing is counted while they send. */
function watchSockets(plane: FastifyInstance): PlaneTraffic {
  const open = new Set<Socket>();
  let closedBytes = 0;
  plane.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      closedBytes += socket.bytesWritten;
    });
  });
  return {
    connections: () => open.size,
    sentBytes: () => [...open].reduce((sum, { bytesWritten }) => sum + bytesWritten, closedBytes),
  };
}
