/** What every verb takes: where the server is, and how to print. */
export type GlobalFlags = {
  readonly data?: string;
  readonly database?: string;
  readonly config?: string;
  readonly server?: string;
  readonly token?: string;
  readonly ca?: string;
  readonly fingerprint?: string;
  readonly json: boolean;
};

/** `placeholder` empty: a switch. */
export const globalFlags = [
  { name: 'json', placeholder: '', help: 'print the result as JSON for other programs' },
  {
    name: 'data',
    placeholder: 'DIR',
    help: 'the data folder of a server on this host (default: ./data; NETBERTH_DATA)',
  },
  {
    name: 'database',
    placeholder: 'URL',
    help: 'its database, where that is not in the data folder (NETBERTH_DATABASE)',
  },
  {
    name: 'config',
    placeholder: 'FILE',
    help: 'its settings (default: netberth.yaml in the data folder; NETBERTH_CONFIG)',
  },
  { name: 'server', placeholder: 'URL', help: 'the admin plane of a server elsewhere (NETBERTH_SERVER)' },
  {
    name: 'token',
    placeholder: 'TOKEN',
    help: 'the API token for it; better NETBERTH_TOKEN, which `ps` does not show',
  },
  { name: 'ca', placeholder: 'FILE', help: 'the CA of its certificate, as PEM (NETBERTH_CA)' },
  {
    name: 'fingerprint',
    placeholder: 'SHA256',
    help: 'of its certificate, as its start prints it (NETBERTH_FINGERPRINT)',
  },
] as const;

export function readGlobalFlags(options: Readonly<Record<string, unknown>>): GlobalFlags {
  const texts = globalFlags.flatMap(({ name }) => {
    const value = options[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(texts), json: options['json'] === true };
}
