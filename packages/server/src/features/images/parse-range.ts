/** Bytes `from` up to, not including, `to`. */
export type ByteRange = {
  readonly from: number;
  readonly to: number;
};

export type RequestedRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'unsatisfiable' };

const whole: RequestedRange = { kind: 'whole' };

/**
 * The `Range` of a GET (RFC 9110 §14.2). What we do not understand, or do not serve (several ranges), is ignored,
 * as the RFC allows: the client gets the whole file and sees so from the status 200.
 */
export function parseRange(header: string | undefined, sizeBytes: number): RequestedRange {
  const set = /^bytes=(?<specs>.*)$/iu.exec(header ?? '')?.groups?.['specs'];
  if (set === undefined) return whole;
  const specs = set
    .split(',')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '');
  const [only] = specs;
  return only === undefined || specs.length > 1 ? whole : parseSpec(only, sizeBytes);
}

function parseSpec(spec: string, sizeBytes: number): RequestedRange {
  const digits = /^(?<first>\d*)-(?<last>\d*)$/u.exec(spec)?.groups;
  const first = digits?.['first'] ?? '';
  const last = digits?.['last'] ?? '';
  if (first !== '') return fromTo(Number(first), last === '' ? Infinity : Number(last), sizeBytes);
  return last === '' ? whole : lastBytes(Number(last), sizeBytes);
}

function fromTo(first: number, last: number, sizeBytes: number): RequestedRange {
  if (last < first) return whole;
  return first >= sizeBytes
    ? { kind: 'unsatisfiable' }
    : { kind: 'part', range: { from: first, to: Math.min(last + 1, sizeBytes) } };
}

function lastBytes(count: number, sizeBytes: number): RequestedRange {
  if (count === 0) return { kind: 'unsatisfiable' };
  // Satisfiable by §14.1.2, but `Content-Range` has no way to say "no bytes".
  if (sizeBytes === 0) return whole;
  return { kind: 'part', range: { from: Math.max(0, sizeBytes - count), to: sizeBytes } };
}
