import { useSession } from './session.ts';

/**
 * How machines reach this server: as its setting says, else by the name that the browser has reached it by.
 * @param loopback instead of a name that leads a machine to itself
 */
export function useBootAddress(loopback: string): string {
  const boot = useSession()?.boot;
  if (typeof boot?.url === 'string') return boot.url.replace(/\/$/, '');
  const { hostname } = window.location;
  const isLoopback = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
  return `http://${isLoopback ? loopback : hostname}:${boot?.port ?? ''}`;
}
