import { Badge, Checkbox, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { settingsList } from '@netberth/api';
import type { SettingView } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { SettingDialog, UnsetDialog } from './setting-dialog.tsx';
import { settingGroups } from './setting-groups.ts';

const words = texts.settings;

/** What the server is told, and by what; some of it can be told anew while it runs. */
export function SettingsPage() {
  const [search, setSearch] = useState('');
  const [isOnlyChangeable, setOnlyChangeable] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => ask(settingsList, {}, signal),
  });
  const wanted = search.trim().toLowerCase();
  const shown = data?.settings.filter(
    ({ name, help, adjustable }) =>
      `${name} ${help}`.toLowerCase().includes(wanted) && (adjustable || !isOnlyChangeable),
  );
  return (
    <>
      <PageHead title={words.title}>
        <Checkbox
          size="xs"
          label={words.onlyChangeable}
          checked={isOnlyChangeable}
          onChange={(event) => setOnlyChangeable(event.currentTarget.checked)}
        />
        <TextInput
          size="xs"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </PageHead>
      <Stack align="stretch">
        <Text size="sm">{words.intro}</Text>
        <Problem error={error} />
        {shown?.length === 0 && <Text size="sm">{words.none}</Text>}
        {settingGroups(shown ?? []).map(({ title, settings }) => (
          <Panel key={title} title={title}>
            <RowTable
              head={[words.name, words.value, words.source, words.change]}
              none={words.none}
              widths={['45%', '22%', '15%', '18%']}
              rows={settings.map((setting) => ({ key: setting.name, cells: cellsOf(setting) }))}
            />
          </Panel>
        ))}
      </Stack>
    </>
  );
}

function cellsOf(setting: SettingView) {
  const { value, source, changedBy } = setting;
  return [
    <Name key="name" setting={setting} />,
    value === '' ? (
      <Text key="value" size="sm" c="dimmed">
        {words.empty}
      </Text>
    ) : (
      <Code key="value" className="nb-script">
        {value}
      </Code>
    ),
    changedBy === null ? source : words.setBy(source, changedBy),
    <Change key="change" setting={setting} />,
  ];
}

function Name({ setting: { name, help } }: { readonly setting: SettingView }) {
  return (
    <>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="xs">{help}</Text>
    </>
  );
}

function Change({ setting }: { readonly setting: SettingView }) {
  const mayWrite = useMay('settings:write');
  const [dialog, setDialog] = useState<'set' | 'unset'>();
  const close = () => setDialog(undefined);
  if (!setting.adjustable) {
    return (
      <Badge variant="default" tt="none" fw={400}>
        {words.atStart}
      </Badge>
    );
  }
  if (!mayWrite) return null;
  return (
    <Group gap={4} wrap="nowrap">
      <SmallButton label={words.set(setting.name)} onClick={() => setDialog('set')} />
      {setting.changedBy !== null && (
        <SmallButton label={words.unset(setting.name)} onClick={() => setDialog('unset')} />
      )}
      {dialog === 'set' && <SettingDialog setting={setting} onClose={close} />}
      {dialog === 'unset' && <UnsetDialog setting={setting} onClose={close} />}
    </Group>
  );
}
