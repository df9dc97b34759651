import { Progress, Text } from '@mantine/core';
import type { OutputOf, statsShow } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { texts } from '../../texts/texts.ts';
import { countQuery } from './count-query.ts';
import type { Wanted } from './count-query.ts';

const words = texts.usage;
const shownRows = 20;
/** Days are shown to the newest, however many there are. */
const shownDays = 31;

type Counted = OutputOf<typeof statsShow>;
type Props = { readonly by: Counted['by']; readonly wanted: Wanted };

/** The boots of one grouping, most first, each with a bar of its share of the most. */
export function CountPanel({ by, wanted }: Props) {
  const { data, error } = useQuery(countQuery(by, wanted));
  return (
    <Panel title={words.groups[by]}>
      <Problem error={error} />
      {data === undefined ? error === null && <Waiting /> : <Counts {...data} />}
    </Panel>
  );
}

function Counts({ by, rows }: Counted) {
  const shown = by === 'day' ? rows.slice(-shownDays) : rows.slice(0, shownRows);
  const most = Math.max(...shown.map(({ boots }) => boots), 1);
  return (
    <>
      <RowTable
        head={[words.heads[by], words.boots, words.compared]}
        widths={['40%', '20%', '40%']}
        minWidth={240}
        none={words.none}
        rows={shown.map(({ name, boots }) => ({
          key: name,
          cells: [
            name === '' ? words.unknown : name,
            boots.toLocaleString(texts.locale),
            // The number beside it says the same.
            <Progress key="bar" aria-hidden value={(boots * 100) / most} size="lg" />,
          ],
        }))}
      />
      {rows.length > shown.length && <Text size="sm">{words.more(rows.length - shown.length)}</Text>}
    </>
  );
}
