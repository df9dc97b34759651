import { hostnameSchema } from '@netberth/api';
import { renderTemplate } from '../../platform/render-template.ts';

export type NamedByPattern =
  | { readonly ok: true; readonly hostname: string }
  | { readonly ok: false; readonly why: string };

/** What a machine says of itself may be part of its name, but only as far as that is a host name then. */
export function nameByPattern(pattern: string, values: object): NamedByPattern {
  const rendered = renderTemplate(pattern, values);
  if (!rendered.ok) return { ok: false, why: `the name "${pattern}" cannot be made: ${rendered.why}` };
  const hostname = rendered.text.toLowerCase();
  if (hostname !== '' && hostnameSchema.safeParse(hostname).success) return { ok: true, hostname };
  return { ok: false, why: `the name "${hostname.slice(0, 80)}" would be no host name` };
}
