import { Alert, List, Stack, Text } from '@mantine/core';
import type { BulkResult, Machine } from '@netberth/api';
import { machineName } from '../format/machine-name.ts';
import { texts } from '../texts/texts.ts';

const shownRefusals = 10;

type Props = {
  readonly result: Pick<BulkResult, 'changed' | 'refused' | 'refusedCount' | 'proposal'>;
  readonly machines: readonly Machine[];
};

/** To how many it was done, who was left out and why, or who must say yes first. */
export function BulkResultText({ result, machines }: Props) {
  const { changed, refused, refusedCount, proposal } = result;
  const nameOf = (id: number) =>
    machineName(machines.find((machine) => machine.id === id) ?? { id, hostname: null });
  const shown = refused.slice(0, shownRefusals);
  return (
    <Stack gap="xs" aria-live="polite">
      {proposal === null ? (
        <Text size="sm">{texts.bulk.done(changed)}</Text>
      ) : (
        <Alert variant="outline" title={texts.proposals.waits(proposal.id)}>
          {texts.proposals.waitsWhy(proposal.why)}
        </Alert>
      )}
      {refusedCount > 0 && (
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
      )}
    </Stack>
  );
}
