import { parse as parseQuery } from 'node:querystring';

/** An address of the boot plane, as a machine asks for it. */
export type AskedScript = {
  /** Decoded: `/menu/products/debian.ipxe`. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
};

/** @returns null where the address cannot be decoded: no server would find anything there */
export function parseAskedScript(address: string): AskedScript | null {
  const [path = '', query = ''] = splitOnce(address, '?');
  try {
    return { path: decodeURIComponent(path), query: parseQuery(query.replaceAll('+', '%2B')) };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function splitOnce(text: string, at: string): readonly string[] {
  const index = text.indexOf(at);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
