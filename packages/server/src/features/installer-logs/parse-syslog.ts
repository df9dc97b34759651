import { printable } from '../../platform/printable.ts';

/** One thing that an installer says. */
export type SaidLine = {
  /** As in RFC 5424, 6.2.1; null: not told. */
  readonly severity: number | null;
  readonly program: string;
  readonly text: string;
};

const maxTextLength = 500;
const maxProgramLength = 64;

const structured =
  /^<(\d{1,3})>1 \S+ \S+ (\S+) \S+ \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+) ?(?:\ufeff)?([\s\S]*)$/;
const traditional = /^<(\d{1,3})>([\s\S]*)$/;
const timestamp = /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) /;
const tagged = /^(?:(\S+) )??([^\s:[\]]{1,64})(?:\[[^\]\s]*\])?: ?([\s\S]*)$/;

/**
 * A message of RFC 5424 or RFC 3164. The second is no more than a habit (its section 4): busybox leaves out the host, others
 * the time; what cannot be told apart is text. @returns undefined for what begins with no priority
 */
export function parseSyslog(message: string): SaidLine | undefined {
  const [, priority, program = '', text = ''] = structured.exec(message) ?? [];
  if (priority !== undefined) return lineOf(Number(priority) % 8, program === '-' ? '' : program, text);
  const [, old, rest = ''] = traditional.exec(message) ?? [];
  if (old === undefined) return undefined;
  const [, , tag, said] = tagged.exec(rest.replace(timestamp, '')) ?? [];
  return tag === undefined || said === undefined
    ? lineOf(Number(old) % 8, '', rest.replace(timestamp, ''))
    : lineOf(Number(old) % 8, tag, said);
}

/**
 * Untrusted text as it is kept: one line, nothing that moves a cursor. A kernel's command line shows the boot id, which is a
 * secret: 32 hexadecimal digits are one, or look like it.
 */
export function lineOf(severity: number | null, program: string, text: string): SaidLine {
  const redacted = text.replaceAll(/\b[0-9a-f]{32}\b/gi, '[boot-id]').trim();
  return {
    severity,
    program: printable(program, maxProgramLength),
    text: printable(redacted, maxTextLength),
  };
}
