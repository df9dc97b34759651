const macName = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i;

type Fields = Readonly<Record<string, unknown>>;

/** A machine with what its name says of it: a MAC, `serial:…`, `uuid:…`, or its host name. */
export function machineNamed(name: string, fields: Fields): Fields {
  if (macName.test(name)) {
    const macs = Array.isArray(fields['macs']) ? (fields['macs'] as unknown[]) : [];
    return { ...fields, macs: [...new Set([name, ...macs])] };
  }
  if (name.startsWith('serial:')) return { serial: name.slice('serial:'.length), ...fields };
  if (name.startsWith('uuid:')) return { uuid: name.slice('uuid:'.length), ...fields };
  return { hostname: name, ...fields };
}
