import { countryOf, type LogEntry, type ParseLine } from '../log-entry.ts';
import { splitQuoted } from './split-quoted.ts';

const countryFields = ['c-country', 'x-country', 'cs-country', 'x-edge-country', 'country'];

/**
 * The columns that a line `#Fields: …` names make a parser for the lines below it; undefined: it is another line, or a
 * column that counting needs is not there. CloudFront separates by tabs, Akamai and IIS by blanks.
 * Source: https://www.w3.org/TR/WD-logfile
 */
export function w3cParser(header: string): ParseLine | undefined {
  const named = /^#Fields:\s*(.+)$/i.exec(header)?.[1];
  if (named === undefined) return undefined;
  const fields = named.trim().split(/\s+/);
  const at = (...names: readonly string[]) => fields.findIndex((field) => names.includes(field));
  const [date, time] = [at('date'), at('time')];
  const [stem, query] = [at('cs-uri-stem', 'cs-uri'), at('cs-uri-query')];
  const [method, status, country] = [at('cs-method'), at('sc-status'), at(...countryFields)];
  if ([date, time, stem, status].includes(-1)) return undefined;
  return (line) => {
    const words = line.includes('\t') ? line.split('\t') : splitQuoted(line);
    if (words === undefined || words.length < fields.length) return undefined;
    const atMs = Date.parse(`${words[date]}T${words[time]}Z`);
    const code = words[status] ?? '';
    if (Number.isNaN(atMs) || !/^\d{3}$/.test(code)) return undefined;
    return {
      atMs,
      method: words[method] ?? 'GET',
      target: targetOf(words[stem] ?? '', words[query]),
      status: Number(code),
      country: countryOf(words[country]),
    } satisfies LogEntry;
  };
}

function targetOf(stem: string, query: string | undefined): string {
  return query === undefined || query === '' || query === '-' ? stem : `${stem}?${query}`;
}
