import { MultiSelect, TagsInput, Text } from '@mantine/core';
import { labelsSchema, machineLabel } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { useState } from 'react';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';
import { BulkResultText } from './bulk-result.tsx';
import { machineNames } from './machine-names.ts';

const words = texts.bulk;

type Props = { readonly machines: readonly Machine[]; readonly onClose: () => void };

/** The same labels for many machines: says beforehand for how many that changes anything. */
export function LabelDialog({ machines, onClose }: Props) {
  const [pairs, setPairs] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const faulty = pairs.find((pair) => !isPair(pair));
  const isReady = faulty === undefined && pairs.length + remove.length > 0;
  const ids = machines.map(({ id }) => id);
  const add = Object.fromEntries(pairs.map(pairOf));
  const wanted = { ...add, ...Object.fromEntries(remove.map((name) => [name, ''])) };
  const others = machines.filter(({ labels }) =>
    Object.entries(wanted).some(([name, value]) => (labels[name] ?? '') !== value),
  );
  const run = async () => {
    const result = await ask(machineLabel, { ids, add, remove, ...(reason !== '' && { reason }) });
    await queryClient.invalidateQueries({ queryKey: ['machines'] });
    return result;
  };
  const own = [...new Set(machines.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return (
    <FormDialog
      title={words.labelTitle(machines.length)}
      action={words.doLabel(isReady ? others.length : machines.length)}
      isReady={isReady && others.length > 0}
      run={run}
      outcome={(result) => <BulkResultText result={result} machines={machines} />}
      onClose={onClose}
    >
      <TagsInput
        label={words.labelAdd}
        description={words.labelAddHint}
        placeholder={pairs.length === 0 ? words.labelAddPlaceholder : ''}
        error={faulty === undefined ? undefined : words.labelFaulty(faulty)}
        acceptValueOnBlur
        data-autofocus
        value={pairs}
        onChange={setPairs}
      />
      <MultiSelect
        label={words.labelRemove}
        description={words.labelRemoveHint}
        data={own}
        searchable
        value={remove}
        onChange={setRemove}
      />
      <ReasonField value={reason} onChange={setReason} />
      <Text role="status">
        {isReady && words.willLabel(others.length, wanted, machineNames(others), machines.length)}
      </Text>
    </FormDialog>
  );
}

/** `site=a=b` -> name `site`, value `a=b` */
function pairOf(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function isPair(pair: string): boolean {
  return /=./.test(pair) && labelsSchema.safeParse(Object.fromEntries([pairOf(pair)])).success;
}
