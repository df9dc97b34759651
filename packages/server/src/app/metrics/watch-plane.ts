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
  const watched = new Map<string, ReturnType<typeof watch>>();
  const watch = (url: string, status: number) => {
    const route = nameRoute(url);
    return {
      requests: counters.requests.of({ plane: name, route, status: String(status) }),
      seconds: counters.requestSeconds.of({ plane: name, route }),
    };
  };
  plane.addHook('onResponse', (request, { statusCode, elapsedTime }, done) => {
    const { url = 'none' } = request.routeOptions;
    const key = `${statusCode} ${url}`;
    let series = watched.get(key);
    if (series === undefined) watched.set(key, (series = watch(url, statusCode)));
    series.requests.value += 1;
    series.seconds.observe(elapsedTime / 1000);
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
