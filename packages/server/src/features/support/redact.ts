const shown = '[secret]';
const quoted = /("[^"]*(?:password|passwd|secret|token|key)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/**
 * Takes out of a text what looks like a secret, wherever it came from: what is collected for others has none in the
 * first place, and errors of libraries are not ours. `known`: secrets of the settings.
 */
export function redact(text: string, known: readonly string[]): string {
  let result = text;
  // A short one would take ordinary words out with it.
  for (const secret of known) if (secret.length >= 6) result = result.replaceAll(secret, shown);
  return result
    .replaceAll(/(\w+:\/\/[^\s:/@"]*):[^\s@/"]+@/g, `$1:${shown}@`)
    .replaceAll(/\b[0-9a-f]{32,}\b/gi, shown)
    .replaceAll(quoted, `$1"${shown}"`)
    .replaceAll(
      /\b(bootid|password|passwd|secret|token|api_?key|authorization)(["']?\s*[=:]\s*["']?)(?:bearer\s+)?[^\s"'&,;}]+/gi,
      `$1$2${shown}`,
    )
    .replaceAll(/\$(?:argon2id|[1256y][aby]?)\$[^\s"']+/g, shown)
    .replaceAll(/-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g, shown);
}

/** Every text within a value. */
export function redactAll<Value>(value: Value, known: readonly string[]): Value {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? redact(inner, known) : inner)),
  ) as Value;
}
