import type { OutputOf, machineLog } from '@netberth/api';
import { bad, quiet } from './painted.ts';
import { lineWith } from './view.ts';
import type { View } from './view.ts';

/** RFC 5424, 6.2.1: so urgent and more is an error. */
const errorSeverity = 3;

export function machineLogText(log: OutputOf<typeof machineLog>, view: View): string {
  const line = lineWith(view.paint);
  if (log.boot === null)
    return 'Its installers have said nothing. Lines come by syslog (the setting logs.syslog) or by POST /log with the boot id.\n';
  const { boot, stage, lines, lineCount, droppedCount } = log;
  const dropped = droppedCount === 0 ? '' : `; ${droppedCount} more were dropped`;
  return [
    line`Boot ${boot}${stage === null ? '' : `, at ${stage}`}: the last ${lines.length} of ${lineCount} lines${dropped}\n`,
    ...lines.map(({ at, severity, program, text }) => {
      const said = `${program === '' ? '' : `${program}: `}${text}`;
      const isError = severity !== null && severity <= errorSeverity;
      return line`${quiet(at.slice(11, 19))} ${isError ? bad(said) : said}\n`;
    }),
  ].join('');
}
