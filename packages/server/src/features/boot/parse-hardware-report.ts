import { z } from 'zod';
import { jsonIn } from '../../platform/read-json.ts';
import type { Identity } from '../machines/machine-identity.ts';
import { parseIdentity } from './parse-boot-request.ts';

/** What Proxmox's installer posts of the machine (`proxmox-auto-install-assistant system-info` shows it); the rest is ignored. */
const reportSchema = z.object({
  network_interfaces: z.array(z.object({ mac: z.string() })).max(256),
  dmi: z
    .object({ system: z.object({ uuid: z.string().optional(), serial: z.string().optional() }).optional() })
    .optional(),
});

export type HardwareReport =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly why: string };

/** Who an installer says that it runs on. A MAC that is none is left out, as in `/bootstrap`. */
export function parseHardwareReport(text: string): HardwareReport {
  const parsed = reportSchema.safeParse(jsonIn(text));
  if (!parsed.success)
    return { ok: false, why: 'it is no JSON object with "network_interfaces" and their "mac"' };
  const { network_interfaces: cards, dmi } = parsed.data;
  const named = cards.map(({ mac }, index) => [`net${index}`, mac] as const);
  const query = { ...Object.fromEntries(named), ...dmi?.system };
  return {
    ok: true,
    identity: parseIdentity(
      query,
      named.map(([name]) => name),
      [],
    ),
  };
}
