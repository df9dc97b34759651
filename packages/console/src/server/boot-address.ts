/** What the server listens on for machines unless it was told otherwise. */
const usualPort = 8080;

/** How machines may reach this server, as far as a browser can tell. @param loopback instead of a name that leads a machine to itself */
export function bootAddress(loopback: string, bootPort = usualPort): string {
  const { hostname } = window.location;
  const isLoopback = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
  return `http://${isLoopback ? loopback : hostname}:${bootPort}`;
}
