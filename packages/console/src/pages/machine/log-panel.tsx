import { ScrollArea, Text } from '@mantine/core';
import { machineLog } from '@netberth/api';
import type { LogLine, Machine } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { exactTime } from '../../format/relative-time.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { texts } from '../../texts/texts.ts';
import classes from './log-panel.module.css';

const words = texts.machine;
const shownLines = 200;
const refreshMs = 5000;
/** RFC 5424, 6.2.1: so urgent and more is an error. */
const errorSeverity = 3;

/** The last lines of the newest boot whose installer said something; nothing where none ever did. */
export function LogPanel({ machine }: { readonly machine: Machine }) {
  const { data, error } = useQuery({
    queryKey: ['machines', 'log', machine.id],
    queryFn: ({ signal }) => ask(machineLog, { machine: String(machine.id), limit: shownLines }, signal),
    refetchInterval: refreshMs,
  });
  if (data?.boot === null || (data === undefined && error === null)) return null;
  return (
    <Panel title={words.log}>
      <Problem error={error} />
      {data !== undefined && (
        <>
          <Text size="sm">
            {words.logOf(data.boot, data.lines.length, data.lineCount, data.droppedCount)}
          </Text>
          <ScrollArea.Autosize
            mah={360}
            mt="xs"
            type="auto"
            viewportProps={{ tabIndex: 0, 'aria-label': words.log }}
          >
            <ol className={classes['lines']}>
              {data.lines.map((line, index) => (
                <SaidLine key={`${data.lineCount - data.lines.length + index} ${line.at}`} line={line} />
              ))}
            </ol>
          </ScrollArea.Autosize>
        </>
      )}
    </Panel>
  );
}

function SaidLine({ line: { at, severity, program, text } }: { readonly line: LogLine }) {
  const tone = severity !== null && severity <= errorSeverity ? 'bad' : 'plain';
  return (
    <li data-tone={tone} title={exactTime(at)}>
      {program !== '' && <b>{program}: </b>}
      {text}
    </li>
  );
}
