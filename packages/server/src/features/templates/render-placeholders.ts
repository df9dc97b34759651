/** What a `@name@` file of KIWIspray can show of one machine and one boot. */
export type PlaceholderValues = {
  readonly id: number;
  readonly hostname: string | null;
  /** The step that is running: the name of its profile. */
  readonly state: string;
  readonly macs: readonly string[];
  readonly serial: string | null;
  readonly uuid: string | null;
  readonly bootid: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** As in a URL: an IPv6 address in brackets. */
  readonly serverIp: string;
  readonly serverPort: string;
};

export type RefusedValue = { readonly placeholder: string; readonly value: string };

export type RenderedPlaceholders =
  | { readonly ok: true; readonly text: string; readonly unresolved: string[] }
  | { readonly ok: false; readonly refused: RefusedValue[] };

/** Neither iPXE nor a shell nor YAML sees anything but a word or blanks in these. */
const plainText = /^[A-Za-z0-9 ._:/@+-]*$/;
const urlHost = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$/;

/**
 * Fills KIWIspray's placeholders in one pass: a value is never looked at again. Placeholders without a value stay
 * as they are, as KIWIspray's own post_install.tmpl wants it. Values that are not plain text are refused, but only
 * where the template shows them: a hostile serial number does not block an image that never does.
 * @example renderPlaceholders('node @id@ @x@', values) // { ok: true, text: 'node 7 @x@', unresolved: ['x'] }
 */
export function renderPlaceholders(template: string, values: PlaceholderValues): RenderedPlaceholders {
  const unresolved = new Set<string>();
  const refused = new Map<string, string>();
  const text = replacePlaceholders(template, (name) => {
    if (name === 'HOST_DATA') return hostData(values);
    const value = valueOf(name, values);
    if (value === null) unresolved.add(name);
    else if (!isPlain(name, value)) refused.set(name, value);
    return value;
  });
  if (refused.size === 0) return { ok: true, text, unresolved: [...unresolved] };
  return { ok: false, refused: [...refused].map(([placeholder, value]) => ({ placeholder, value })) };
}

/** Without a value the closing `@` may still open another placeholder: `root@host@id@`. */
function replacePlaceholders(template: string, valueFor: (name: string) => string | null): string {
  const placeholder = /@([A-Za-z_][\w.-]*)@/g;
  let text = '';
  let at = 0;
  for (let match = placeholder.exec(template); match !== null; match = placeholder.exec(template)) {
    const value = valueFor(match[1] ?? '');
    const end = value === null ? placeholder.lastIndex - 1 : placeholder.lastIndex;
    text += template.slice(at, match.index) + (value ?? template.slice(match.index, end));
    at = end;
    placeholder.lastIndex = end;
  }
  return text + template.slice(at);
}

/** Upper case where KIWIspray has it; null: no such placeholder, or nothing to put there. */
function valueOf(name: string, values: PlaceholderValues): string | null {
  switch (name) {
    case 'id':
    case 'HOST':
      return String(values.id);
    case 'hostname':
      return values.hostname ?? 'not-set';
    case 'state':
      return values.state;
    case 'macs':
      return values.macs.join(' ').toUpperCase();
    case 'serial':
      return (values.serial ?? '').toUpperCase();
    case 'uuid':
      return (values.uuid ?? '').toUpperCase();
    case 'bootid':
      return values.bootid;
    case 'SERVER_IP':
      return values.serverIp;
    case 'SERVER_PORT':
      return values.serverPort;
    default:
      return metadataOf(name, values.metadata);
  }
}

function metadataOf(name: string, metadata: PlaceholderValues['metadata']): string | null {
  const key = name.slice('metadata.'.length);
  if (!name.startsWith('metadata.') || !Object.hasOwn(metadata, key)) return null;
  const value = metadata[key];
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False'; // Python's words, which scripts made for KIWIspray compare with
    default:
      return null;
  }
}

function isPlain(name: string, value: string): boolean {
  return name === 'SERVER_IP' ? urlHost.test(value) : plainText.test(value);
}

/**
 * KIWIspray's block of `echo` lines about the machine, for screens. Left out: what is not plain text, and the boot
 * id, which is a secret.
 */
function hostData(values: PlaceholderValues): string {
  return ['hostname', 'id', 'macs', 'serial', 'state', 'uuid']
    .map((name) => [name, valueOf(name, values)] as const)
    .filter(([name, value]) => value !== null && isPlain(name, value))
    .map(([name, value]) => `echo * ${name}: "${value}"\n`)
    .join('');
}
