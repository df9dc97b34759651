import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { ruleGrantWays, ruleSet } from '@netberth/api';
import type { Rule } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { texts } from '../../texts/texts.ts';
import { inputOfFields, ruleFieldsOf } from './rule-fields.ts';
import type { RuleFields } from './rule-fields.ts';

const words = texts.rules;

type Props = {
  /** The rule that is changed; absent: a new one. */
  readonly rule?: Rule;
  readonly onClose: () => void;
};

/** What a rule says. Whether it acts is said elsewhere: a new one only learns. */
export function RuleDialog({ rule, onClose }: Props) {
  const [fields, setFields] = useState(() => ruleFieldsOf(rule));
  const navigate = useNavigate();
  const save = async () => {
    await ask(ruleSet, inputOfFields(fields));
    await queryClient.invalidateQueries({ queryKey: ['rules'] });
    await navigate({ to: '/rules/$rule', params: { rule: fields.name } });
  };
  const set = <Name extends keyof RuleFields>(name: Name, value: RuleFields[Name]) =>
    setFields({ ...fields, [name]: value });
  return (
    <FormDialog
      title={rule?.name ?? words.create.replace('…', '')}
      action={words.save}
      isReady={fields.name !== '' && fields.match.trim() !== ''}
      size="lg"
      run={save}
      onClose={onClose}
    >
      {rule === undefined && (
        <TextInput
          label={words.fields.name}
          value={fields.name}
          onChange={(event) => set('name', event.currentTarget.value)}
        />
      )}
      <Textarea
        label={words.fields.match}
        description={words.fields.matchHint}
        autosize
        value={fields.match}
        onChange={(event) => set('match', event.currentTarget.value)}
      />
      <Textarea
        label={words.fields.labels}
        description={words.fields.labelsHint}
        autosize
        value={fields.labels}
        onChange={(event) => set('labels', event.currentTarget.value)}
      />
      {(['hostname', 'resting', 'grant'] as const).map((name) => (
        <TextInput
          key={name}
          label={words.fields[name]}
          description={words.fields[`${name}Hint`]}
          value={fields[name]}
          onChange={(event) => set(name, event.currentTarget.value)}
        />
      ))}
      {fields.grant !== '' && (
        <>
          <Select
            label={words.fields.how}
            data={ruleGrantWays.map((value) => ({ value, label: words.fields.hows[value] }))}
            value={fields.how}
            allowDeselect={false}
            onChange={(value) => set('how', value === 'automatic' ? 'automatic' : 'propose')}
          />
          <NumberInput
            label={words.fields.maxGrants}
            min={1}
            max={10_000}
            value={fields.maxGrants}
            onChange={(value) => set('maxGrants', Number(value) || 1)}
          />
        </>
      )}
    </FormDialog>
  );
}
