/**
 * The records `LENGTH key=value\n` of a pax header; null when they are not well formed.
 * @example parsePaxRecords(Buffer.from('12 path=abc\n')) // Map { 'path' => 'abc' }
 */
export function parsePaxRecords(content: Buffer): Map<string, string> | null {
  const records = new Map<string, string>();
  let at = 0;
  while (at < content.length) {
    const blank = content.indexOf(' ', at);
    const digits = content.toString('latin1', at, Math.max(at, blank));
    const end = at + Number(digits);
    const record = content.toString('utf8', blank + 1, end - 1);
    const equals = record.indexOf('=');
    const isWhole = /^[1-9]\d{0,8}$/.test(digits) && end > blank && content[end - 1] === 0x0a && equals > 0;
    if (!isWhole) return null;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
