import { Button, Stack, Text } from '@mantine/core';
import { ruleRemove, ruleRun, ruleSet } from '@netberth/api';
import type { OutputOf, Rule, ruleTry } from '@netberth/api';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { RuleDialog } from './rule-dialog.tsx';

const words = texts.rules;

type Asked = 'act' | 'learn' | 'run' | 'remove' | 'change';
type Props = { readonly rule: Rule; readonly trial: OutputOf<typeof ruleTry>['trial'] };

/** What a person may do about a rule; what touches machines says how many, before it is done. */
export function RuleActions({ rule, trial }: Props) {
  const mayWrite = useMay('rules:write');
  const [asked, setAsked] = useState<Asked>();
  if (!mayWrite) return null;
  const actions: readonly Asked[] =
    rule.mode === 'learn' ? ['change', 'act', 'remove'] : ['change', 'run', 'learn', 'remove'];
  return (
    <>
      {actions.map((action) => (
        <Button key={action} size="xs" variant="default" onClick={() => setAsked(action)}>
          {words[action]}
        </Button>
      ))}
      {asked === 'change' && <RuleDialog rule={rule} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked !== 'change' && (
        <Confirmation asked={asked} rule={rule} trial={trial} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

type ConfirmationProps = Props & {
  readonly asked: Exclude<Asked, 'change'>;
  readonly onClose: () => void;
};

function Confirmation({ asked, rule: { name }, trial, onClose }: ConfirmationProps) {
  const navigate = useNavigate();
  const dialogs = {
    act: { title: words.actTitle(name), action: words.actNow, says: words.actDoes },
    learn: { title: name, action: words.learnNow, says: words.learnDoes },
    run: { title: words.runTitle(name), action: words.runNow(trial.touched), says: '' },
    remove: { title: name, action: words.removeNow, says: words.removeDoes },
  };
  const run = async () => {
    if (asked === 'run') await ask(ruleRun, { name, yes: true });
    else if (asked === 'remove') await ask(ruleRemove, { name });
    else await ask(ruleSet, { name, mode: asked === 'act' ? 'active' : 'learn' });
    if (asked === 'remove') await navigate({ to: '/rules' });
    await queryClient.invalidateQueries({ queryKey: ['rules'] });
  };
  const { title, action, says } = dialogs[asked];
  return (
    <ConfirmDialog
      title={title}
      action={action}
      isDestructive={asked !== 'learn'}
      onConfirm={run}
      onClose={onClose}
    >
      <Stack gap="xs">
        {(asked === 'act' || asked === 'run') && <Text size="sm">{words.summary(trial)}.</Text>}
        {says !== '' && <Text size="sm">{says}</Text>}
      </Stack>
    </ConfirmDialog>
  );
}
