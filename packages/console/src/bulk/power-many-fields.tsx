import { Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { ReasonField } from '../parts/reason-field.tsx';
import { texts } from '../texts/texts.ts';
import { isCutting, manyActions } from './power-order.ts';
import type { PowerOrderFields } from './power-order.ts';

const words = texts.power;

type Props = {
  readonly order: PowerOrderFields;
  readonly onChange: (order: PowerOrderFields) => void;
};

export function PowerManyFields({ order, onChange }: Props) {
  const { action, next, wave, pause, force, reason } = order;
  const nexts = Object.entries(words.nexts).filter(([value]) => value !== '' || action !== 'boot-next');
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={words.many.action}
          data-autofocus
          value={action}
          data={manyActions.map((value) => ({ value, label: words.many.actions[value] }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...order, action: manyActions.find((each) => each === value) ?? 'on' })
          }
        />
        {action !== 'off' && (
          <NativeSelect
            label={words.next}
            value={next}
            data={nexts.map(([value, label]) => ({ value, label }))}
            onChange={({ currentTarget: { value } }) => onChange({ ...order, next: value })}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={words.many.wave}
          description={words.many.waveHint}
          inputMode="numeric"
          value={wave}
          onChange={({ currentTarget: { value } }) => onChange({ ...order, wave: value.trim() })}
        />
        {wave !== '' && (
          <TextInput
            label={words.many.pause}
            description={words.many.pauseHint}
            value={pause}
            onChange={({ currentTarget: { value } }) => onChange({ ...order, pause: value.trim() })}
          />
        )}
      </SimpleGrid>
      {isCutting(action) && (
        <Checkbox
          label={words.many.force}
          checked={force}
          onChange={({ currentTarget: { checked } }) => onChange({ ...order, force: checked })}
        />
      )}
      <ReasonField value={reason} onChange={(text) => onChange({ ...order, reason: text })} />
    </>
  );
}
