import { parse } from 'yaml';
import { z } from 'zod';

const word = z.string().regex(/^[A-Za-z0-9+/=._-]{1,20000}$/);
const pair = z.object({ crt: word, key: word });

/** What `talosctl gen secrets` writes, as far as a machine configuration is made of it. */
const secretsSchema = z.object({
  cluster: z.object({ id: word, secret: word }),
  secrets: z.object({ bootstraptoken: word, secretboxencryptionsecret: word }),
  trustdinfo: z.object({ token: word }),
  certs: z.object({
    etcd: pair,
    k8s: pair,
    k8saggregator: pair,
    k8sserviceaccount: z.object({ key: word }),
    os: pair,
  }),
});

/** Why a text is not the secrets of a Talos cluster, as `is …`; undefined: it is. */
export function refuseTalosSecrets(text: string): string | undefined {
  const parsed = secretsSchema.safeParse(yamlOf(text));
  if (parsed.success) return undefined;
  const lacking = parsed.error.issues.map(({ path }) => path.join('.'));
  const which = lacking[0] === '' ? '' : `; not usable is ${lacking.join(', ')}`;
  return `is not what talosctl gen secrets writes${which}`;
}

function yamlOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, logLevel: 'error' });
  } catch {
    // Whatever is wrong with it, it is none of talosctl's.
    return undefined;
  }
}
