import { Checkbox, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { rolloutList } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { ask } from '../../server/ask.ts';
import { useProfiles } from '../../server/use-profiles.ts';
import { texts } from '../../texts/texts.ts';
import type { RolloutOrder } from './rollout-order.ts';
import { useMachinesWith } from './use-machines-with.ts';

const words = texts.rollouts;
const typingMs = 250;
const shares = ['canary', 'wave', 'maxFailures', 'healthyWithin', 'bootWithin'] as const;

type Props = {
  readonly order: RolloutOrder;
  /** The next version of an image that was rolled out before. */
  readonly isNext: boolean;
  readonly onChange: (order: RolloutOrder) => void;
};

export function OrderFields({ order, isNext, onChange }: Props) {
  const { profiles, error } = useProfiles();
  const nonDestructive = profiles.filter(({ destructive }) => !destructive).map(({ name }) => name);
  return (
    <>
      <Problem error={error} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <ImageField order={order} isNext={isNext} onChange={onChange} />
        <Select
          label={words.to}
          description={words.toHint}
          data={nonDestructive}
          value={order.to === '' ? null : order.to}
          onChange={(to) => onChange({ ...order, to: to ?? '' })}
          nothingFoundMessage={words.noneToRoll}
          searchable
          required
          data-autofocus={isNext || undefined}
        />
      </SimpleGrid>
      <LabelField order={order} onChange={onChange} />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        {shares.map((name) => (
          <TextInput
            key={name}
            label={words.order[name]}
            description={words.orderHint[name]}
            value={order[name]}
            required
            onChange={(event) => onChange({ ...order, [name]: event.currentTarget.value.trim() })}
          />
        ))}
      </SimpleGrid>
      <Checkbox
        label={words.staged}
        checked={order.staged}
        onChange={(event) => onChange({ ...order, staged: event.currentTarget.checked })}
      />
      <ReasonField value={order.reason} onChange={(why) => onChange({ ...order, reason: why })} />
    </>
  );
}

function ImageField({ order, isNext, onChange }: Props) {
  const listId = useId();
  const { data } = useQuery({
    queryKey: ['rollouts'],
    queryFn: ({ signal }) => ask(rolloutList, {}, signal),
  });
  return (
    <div>
      <TextInput
        label={words.image}
        description={words.imageHint}
        list={listId}
        value={order.image}
        onChange={(event) => onChange({ ...order, image: event.currentTarget.value.trim() })}
        readOnly={isNext}
        required
        data-autofocus={!isNext || undefined}
      />
      <datalist id={listId}>
        {[...new Set(data?.rollouts.map(({ image }) => image))].map((image) => (
          <option key={image} value={image} />
        ))}
      </datalist>
    </div>
  );
}

/** Says how many machines that is, while it is typed. */
function LabelField({ order, onChange }: Pick<Props, 'order' | 'onChange'>) {
  const [label] = useDebouncedValue(order.label, typingMs);
  const { total } = useMachinesWith(label);
  return (
    <div>
      <TextInput
        label={words.label}
        placeholder={texts.machines.filterLabelPlaceholder}
        value={order.label}
        required
        onChange={(event) => onChange({ ...order, label: event.currentTarget.value.trim() })}
      />
      <Text size="sm" role="status">
        {total !== undefined && words.machinesWith(total, label)}
      </Text>
    </div>
  );
}
