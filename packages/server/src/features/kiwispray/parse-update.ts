import { metadataSchema } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { issueWords } from '@netberth/slips/issue-words';
import { isPlaceholderMac } from '../machines/placeholder-identifier.ts';

export type Update = { readonly macs: readonly string[]; readonly metadata: Machine['metadata'] };
export type ParsedUpdate =
  | { readonly ok: true; readonly update: Update }
  | { readonly ok: false; readonly problems: readonly string[] };

const maxMacs = 64;

/** KIWIspray's discover posts `mac` and `metadata` (a JSON object), both repeated; later values win. */
export function parseUpdate(form: URLSearchParams): ParsedUpdate {
  const problems: string[] = [];
  const macs = form.getAll('mac').flatMap((text) => {
    const mac = text.trim().toLowerCase().replaceAll('-', ':');
    if (/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(mac)) return isPlaceholderMac(mac) ? [] : [mac];
    // InfiniBand's and tunnels' addresses are longer or shorter: no error, no identifier.
    if (!/^[0-9a-f]{2}(:[0-9a-f]{2})*$/.test(mac))
      problems.push(`mac ${JSON.stringify(text.slice(0, 40))} is not a MAC`);
    return [];
  });
  if (macs.length > maxMacs) problems.push(`${macs.length} MACs came, at most ${maxMacs} are taken`);
  const metadata = form.getAll('metadata').map((text) => parseMetadata(text, problems));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    update: { macs: [...new Set(macs)], metadata: Object.assign({}, ...metadata) as Machine['metadata'] },
  };
}

function parseMetadata(text: string, problems: string[]): Machine['metadata'] {
  try {
    const parsed = metadataSchema.safeParse(JSON.parse(text), { error: issueWords });
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.map(({ path, message }) => `metadata ${path.join('.')} ${message}`));
  } catch (error) {
    problems.push(`metadata is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {};
}
