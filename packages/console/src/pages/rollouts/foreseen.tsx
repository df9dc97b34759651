import { List, Text } from '@mantine/core';
import type { OutputOf, rolloutStart } from '@netberth/api';
import { machineName } from '../../format/machine-name.ts';
import { texts } from '../../texts/texts.ts';
import { useMachinesWith } from './use-machines-with.ts';

const words = texts.rollouts;
const shown = 10;

type Props = { readonly foreseen: OutputOf<typeof rolloutStart>; readonly label: string };

/** What would happen to how many, and who is left out, and why. */
export function Foreseen({ foreseen: { sentence, left, leftCount }, label }: Props) {
  const { machines } = useMachinesWith(label);
  const nameOf = (id: number) =>
    machineName(machines.find((machine) => machine.id === id) ?? { id, hostname: null });
  const named = left.slice(0, shown);
  return (
    <>
      <Text data-autofocus tabIndex={-1}>
        {sentence}
      </Text>
      {named.length > 0 && (
        <List size="sm">
          {named.map(({ machine, why }) => (
            <List.Item key={machine}>
              {nameOf(machine)}: {why}
            </List.Item>
          ))}
        </List>
      )}
      {leftCount > named.length && <Text size="sm">{texts.bulk.more(leftCount - named.length)}</Text>}
      <Text size="sm">{words.nothingRestarts}</Text>
    </>
  );
}
