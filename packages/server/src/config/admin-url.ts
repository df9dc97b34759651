import type { Config } from './config.ts';
import { listenText } from './listen-address.ts';

type Known = Pick<Config, 'adminListen' | 'adminHosts' | 'tls'> & {
  readonly signIn: { readonly oidc: { readonly adminUrl: string | null } | null };
};

/**
 * The URL by which people reach the admin plane, as far as the settings say it; `SERVER` stands for a name that they do not
 * say. What a proxy makes of it only `oidc.adminUrl` knows.
 * @param boundPort where it listens now; null: as the settings say
 */
export function adminUrlOf(
  { adminListen: { host, port: wanted }, adminHosts, tls, signIn }: Known,
  boundPort: number | null = null,
): string {
  const { oidc } = signIn;
  if (oidc !== null && oidc.adminUrl !== null) return oidc.adminUrl;
  const port = boundPort ?? wanted;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? (adminHosts[0] ?? 'SERVER') : null;
  const hasPort = name !== null && /(^[^:]+|\]):\d+$/.test(name);
  const place = name === null ? listenText({ host, port }) : hasPort ? name : `${name}:${port}`;
  return `${tls.kind === 'plain' ? 'http' : 'https'}://${place}`;
}
