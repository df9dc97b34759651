import { Alert, List } from '@mantine/core';
import type { BulkResult, Machine } from '@netberth/api';
import { machineName } from '../format/machine-name.ts';
import { texts } from '../texts/texts.ts';

const shownRefusals = 10;

type Props = {
  readonly result: Pick<BulkResult, 'refused' | 'refusedCount'>;
  readonly machines: readonly Machine[];
};

/** Who is left out, and why. */
export function RefusedList({ result: { refused, refusedCount }, machines }: Props) {
  if (refusedCount === 0) return null;
  const nameOf = (id: number) =>
    machineName(machines.find((machine) => machine.id === id) ?? { id, hostname: null });
  const shown = refused.slice(0, shownRefusals);
  return (
    <Alert color="red" variant="outline" title={texts.bulk.refused(refusedCount)}>
      <List size="sm">
        {shown.map(({ machine, code, why }) => (
          <List.Item key={machine}>
            {nameOf(machine)}: {why} ({code})
          </List.Item>
        ))}
      </List>
      {refusedCount > shown.length && texts.bulk.more(refusedCount - shown.length)}
    </Alert>
  );
}
