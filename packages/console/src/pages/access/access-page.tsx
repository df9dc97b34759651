import { Stack } from '@mantine/core';
import { PageHead } from '../../parts/page-head.tsx';
import { texts } from '../../texts/texts.ts';
import { GroupsPanel } from './groups-panel.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { UsersPanel } from './users-panel.tsx';

export function AccessPage() {
  return (
    <>
      <PageHead title={texts.access.title} />
      <Stack>
        <UsersPanel />
        <GroupsPanel />
        <RolesPanel />
        <SessionsPanel />
        <TokensPanel />
      </Stack>
    </>
  );
}
