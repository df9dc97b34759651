import { NativeSelect, SimpleGrid } from '@mantine/core';
import type { machineGrant, InputOf } from '@netberth/api';
import { texts } from '../texts/texts.ts';

const words = texts.bulk;

/** Whether a grant restarts its machines, and what they boot then; empty: somebody else restarts them. */
export type PowerOfGrant = Pick<InputOf<typeof machineGrant>, 'power' | 'next'>;

const powers = ['cycle', 'on'] as const;
const nexts = ['pxe', 'disk', 'medium'] as const;

type Props = { readonly power: PowerOfGrant; readonly onChange: (power: PowerOfGrant) => void };

export function PowerOfGrantFields({ power: { power, next }, onChange }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <NativeSelect
        label={words.restart}
        value={power ?? ''}
        data={[
          { value: '', label: words.restarts.none },
          ...powers.map((value) => ({ value, label: words.restarts[value] })),
        ]}
        onChange={({ currentTarget: { value } }) => {
          const chosen = powers.find((each) => each === value);
          onChange(chosen === undefined ? {} : { power: chosen, next });
        }}
      />
      {power !== undefined && (
        <NativeSelect
          label={texts.power.next}
          value={next ?? 'pxe'}
          data={nexts.map((value) => ({ value, label: texts.power.nexts[value] }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ power, next: nexts.find((each) => each === value) })
          }
        />
      )}
    </SimpleGrid>
  );
}
